# %% [markdown]
# # Le droit de conclure
#
# **Ce que vous allez apprendre.** Lire un test de dépistage, compter les fausses découvertes, laisser un modèle s'abstenir.
#
# **Avant de commencer.** Pourcentages. Le module 4.
#
# **Durée.** 50 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : le dépistage de Monthermé (18 minutes)
#
# Un modèle lit des radiographies et repère une maladie rare (les chiffres sont choisis pour l'exemple) :
# **sensibilité** 95 % (parmi 100 malades, il en repère 95), **spécificité** 90 % (parmi 100 bien portants, il en laisse 90 tranquilles).
# Dans la commune, 1 personne sur 200 est malade. Odile reçoit un résultat positif. Quelle est la probabilité qu'elle soit malade ?
#
# ### Étape 1 : parier
#
# Écrivez votre pari sur un papier avant de continuer. Vraiment.
#
# ### Étape 2 : compter des gens plutôt que des probabilités

# %%
habitants = 20_000
malades = habitants / 200
bien_portants = habitants - malades
vrais_positifs = 0.95 * malades
faux_positifs = 0.10 * bien_portants
print(f"{malades:.0f} malades, dont {vrais_positifs:.0f} positifs")
print(f"{bien_portants:.0f} bien portants, dont {faux_positifs:.0f} positifs")

# %% [markdown]
# ### Étape 3 : diviser

# %%
print(
    f"parmi les positifs, {vrais_positifs / (vrais_positifs + faux_positifs):.1%} sont malades"
)

# %% [markdown]
# Moins de 5 % ! Le modèle est bon, et pourtant un résultat positif se trompe dix-neuf fois sur vingt : les bien portants sont si nombreux
# que leur petite part d'erreurs submerge les malades. Ce nombre s'appelle la **valeur prédictive positive**. Il dépend de la **prévalence**, la part de malades dans la population.
#
# ### Étape 4 : changer de lieu
#
# Dans un service spécialisé, une personne sur quatre est malade. Le même modèle, sans y changer un octet :

# %%
import numpy as np
import matplotlib.pyplot as plt

prevalences = np.linspace(0.001, 0.5, 200)
valeurs = 0.95 * prevalences / (0.95 * prevalences + 0.10 * (1 - prevalences))
figure, axe = plt.subplots(figsize=(7, 3.4))
axe.plot(100 * prevalences, 100 * valeurs)
axe.plot([0.5, 25], [4.6, 76.0], "o")
axe.set_xlabel("prévalence (%)")
axe.set_ylabel("valeur prédictive positive (%)")
axe.set_title("Un même modèle, deux lieux, deux sens")
plt.show()

# %% [markdown]
# **La figure en mots.** La courbe part de zéro, monte très vite puis ralentit. Deux points : la commune (0,5 % de malades, 4,6 % de positifs justes)
# et le service spécialisé (25 % de malades, 76 % de positifs justes).
#
# ### Étape 5 : conclure comme il faut
#
# On n'écrit pas « le modèle est fiable à 95 % ». On écrit : « dans une population où 1 personne sur 200 est malade,
# un résultat positif est juste 1 fois sur 22 ; il demande un second examen, il n'annonce pas une maladie ».
#
# ## 2. À compléter : vingt gènes, une découverte ? (16 minutes)
#
# On compare 20 gènes entre deux groupes tirés **au hasard** : il n'y a rien à trouver. Chaque test se trompe 5 fois sur 100.
# Quelle est la probabilité d'au moins une « découverte » ? Remplacez les points par le calcul : 1 moins la probabilité de n'en faire aucune.

# %%
au_moins_une = ...

if au_moins_une is ...:
    print("Pas encore de réponse : 1 - 0.95**20")
elif abs(au_moins_une - (1 - 0.95**20)) < 1e-6:
    print(f"Oui : {au_moins_une:.0%}")
elif abs(au_moins_une - 1) < 1e-6:
    print("20 × 5 % feraient une certitude : ces chances ne s'additionnent pas.")
else:
    print(f"Environ 0.64 attendu, {au_moins_une} obtenu. Chaque gène « rate » 95 fois sur 100.")

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# 64 % : près de deux fois sur trois, on publie du vent. Qui essaie vingt modèles et n'en montre qu'un fait pareil.
# On corrige en demandant davantage à chaque test, et en disant combien on en a fait.
# </details>
#
# ## 3. À écrire : s'abstenir (16 minutes)
#
# Un modèle qui répond toujours se trompe souvent là où il hésite. Écrivez une fonction qui répond « oui » au-dessus de 0,8 (compris),
# « non » au-dessous de 0,2 (compris), et « je ne sais pas » entre les deux.


# %%
def avis(probabilite):
    """Renvoie « oui », « non » ou « je ne sais pas »."""
    return ...


reponses = [avis(p) for p in (0.9, 0.8, 0.5, 0.2)]
if ... in reponses:
    print("Pas encore de réponse : deux `if`, et un `return` pour le reste.")
elif reponses == ["oui", "oui", "je ne sais pas", "non"]:
    print(
        "Oui. Les cas sans réponse vont à une personne : il faut donc aussi les compter."
    )
else:
    print(f"['oui', 'oui', 'je ne sais pas', 'non'] attendu, {reponses!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def avis(probabilite):
#     if probabilite >= 0.8:
#         return "oui"
#     if probabilite <= 0.2:
#         return "non"
#     return "je ne sais pas"
# ```
# </details>
#
# ## À retenir
#
# - Comptez des gens, pas des probabilités.
# - Dites combien d'essais vous avez faits.
# - « Je ne sais pas » est une réponse, et elle se compte.
