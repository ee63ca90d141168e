# %% [markdown]
# # Des coûts aux seuils
#
# **Ce que vous allez apprendre.** Compter les quatre issues d'une décision, leur donner un prix,
# trouver le seuil d'alarme le moins cher, et savoir ce que vaut le modèle en euros par an.
#
# **Avant de commencer.** Lire une courte fonction Python. Si le mot `for` vous inquiète, faites d'abord le quiz de départ.
#
# **Durée.** 30 minutes, d'une traite ou en trois fois.

# %% [markdown]
# ## 1. Exemple travaillé : la fonderie de la Blaise (12 minutes)
#
# Une fonderie de Haute-Marne coule des corps de pompe (l'entreprise est inventée, les ordres de grandeur sont plausibles).
# Deux pièces sur cent ont une fissure invisible à l'œil.
#
# - Contrôler une pièce aux rayons X coûte **6 €**.
# - Une pièce fissurée qui part chez le client revient : **150 €**.
# - Une pièce fissurée arrêtée à temps est refondue : **20 €** de plus que le contrôle.
#
# Nadia, responsable qualité, a entraîné un modèle sur le bruit de la machine pendant la coulée.
# Il donne à chaque pièce un **score** entre 0 et 1 : plus il est haut, plus la pièce est suspecte.
#
# ### Étape 1 : regarder ce que l'on décide
#
# Le modèle ne décide rien. C'est le **seuil** qui décide : au-dessus, on contrôle ; en dessous, on expédie.

# %%
import numpy as np
import pandas as pd

rng = np.random.default_rng(seed=2)
fissure = rng.random(5000) < 0.02
score = np.clip(rng.normal(0.28, 0.13, 5000) + 0.33 * fissure, 0, 1)
pieces = pd.DataFrame({"fissure": fissure, "score": score.round(3)})
pieces.head()

# %% [markdown]
# ### Étape 2 : compter les quatre issues
#
# | | on contrôle | on expédie |
# |---|---|---|
# | **pièce fissurée** | vrai positif (vp) : arrêtée à temps | faux négatif (fn) : retour client |
# | **pièce saine** | faux positif (fp) : contrôle pour rien | vrai négatif (vn) : tout va bien |

# %%
controle = pieces["score"] >= 0.5
vp = int((controle & pieces["fissure"]).sum())
fp = int((controle & ~pieces["fissure"]).sum())
fn = int((~controle & pieces["fissure"]).sum())
vn = int((~controle & ~pieces["fissure"]).sum())
print(f"vp = {vp}, fp = {fp}, fn = {fn}, vn = {vn}, en tout {vp + fp + fn + vn}")

# %% [markdown]
# ### Étape 3 : donner un prix à chaque issue
#
# Le prix se lit sur les factures, pas dans le modèle.
# Une pièce fissurée arrêtée coûte le contrôle **et** la refonte : 26 €.

# %%
prix = {"vp": 26, "fp": 6, "fn": 150, "vn": 0}
cout = vp * prix["vp"] + fp * prix["fp"] + fn * prix["fn"] + vn * prix["vn"]


def euros(montant):
    """Renvoie un montant comme on l'écrit : 6 686 €."""
    return f"{montant:,.0f} €".replace(",", " ")


print(f"Coût sur 5 000 pièces au seuil 0,5 : {euros(cout)}")

# %% [markdown]
# ### Étape 4 : comparer à ce que l'on ferait sans modèle
#
# Sans modèle, il y a deux stratégies : tout expédier, ou tout contrôler.

# %%
fissurees, saines = int(pieces["fissure"].sum()), int((~pieces["fissure"]).sum())
tout_expedier = fissurees * prix["fn"]
tout_controler = fissurees * prix["vp"] + saines * prix["fp"]
print(f"Tout expédier : {euros(tout_expedier)}. Tout contrôler : {euros(tout_controler)}.")

# %% [markdown]
# Le concurrent du modèle, c'est la **moins chère des deux**, pas celle que l'on pratique par habitude.
#
# ### Étape 5 : chercher le seuil le moins cher
#
# Chaque seuil donne un coût. On les calcule tous et on prend le plus bas.

# %%
seuils = np.round(np.arange(0.0, 1.01, 0.05), 2)
couts = []
for seuil in seuils:
    controle = pieces["score"] >= seuil
    couts.append(
        (controle & pieces["fissure"]).sum() * prix["vp"]
        + (controle & ~pieces["fissure"]).sum() * prix["fp"]
        + (~controle & pieces["fissure"]).sum() * prix["fn"]
    )
meilleur = seuils[int(np.argmin(couts))]
print(f"Seuil le moins cher : {meilleur}, {euros(min(couts))} pour 5 000 pièces")

# %%
import matplotlib.pyplot as plt

figure, axe = plt.subplots(figsize=(7, 3.5))
axe.plot(seuils, couts, marker="o")
axe.axhline(min(tout_expedier, tout_controler), linestyle="--", color="black")
axe.set_xlabel("seuil de contrôle (score)")
axe.set_ylabel("coût pour 5 000 pièces (€)")
axe.yaxis.set_major_formatter(lambda cout, _: euros(cout)[:-2])
axe.set_title("Le coût selon le seuil ; en tirets, le mieux sans modèle")
plt.show()

# %% [markdown]
# **La figure en mots.** La courbe part très haut à gauche : au seuil 0 on contrôle tout, pour plus de 32 000 €.
# Elle descend vite, touche son point le plus bas entre 0,5 et 0,55, sous la ligne en tirets, puis remonte
# jusqu'à rejoindre le coût de « tout expédier » quand le seuil est si haut que plus rien n'est contrôlé.
#
# ### Étape 6 : dire ce que cela vaut
#
# La fonderie coule 180 000 pièces par an. L'économie se compare au prix du projet : capteurs, entretien, temps de Nadia.

# %%
economie = (min(tout_expedier, tout_controler) - min(couts)) / 5000 * 180_000
print(f"Économie : {euros(economie)} par an, avant de payer le modèle")

# %% [markdown]
# Ce chiffre est un peu **flatteur** : le seuil a été choisi sur les 5 000 pièces mêmes qui servent à l'annoncer. Dans le projet final, on fixe le seuil
# sur une partie des pièces et l'on annonce le gain sur une autre.
#
# ## 2. À compléter : et si le retour client coûtait plus cher ? (8 minutes)
#
# Le client principal impose désormais une pénalité : une pièce fissurée livrée coûte **900 €**.
# Avant de calculer, pariez : le meilleur seuil monte-t-il ou descend-il ?
# Remplacez les trois points, exécutez, comparez à votre pari.

# %%
nouveau_prix = {"vp": 26, "fp": 6, "fn": ..., "vn": 0}

if nouveau_prix["fn"] is ...:
    print(
        "Pas encore de réponse : mettez le nouveau prix d'un faux négatif à la place des trois points."
    )
elif nouveau_prix["fn"] != 900:
    print(f"900 attendu pour une pièce fissurée livrée, {nouveau_prix['fn']!r} obtenu.")
else:
    nouveaux = []
    for seuil in seuils:
        controle = pieces["score"] >= seuil
        nouveaux.append(
            (controle & pieces["fissure"]).sum() * nouveau_prix["vp"]
            + (controle & ~pieces["fissure"]).sum() * nouveau_prix["fp"]
            + (~controle & pieces["fissure"]).sum() * nouveau_prix["fn"]
        )
    print(f"Nouveau seuil : {seuils[int(np.argmin(nouveaux))]} (avant : {meilleur})")

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Avec `"fn": 900`, le meilleur seuil **descend** : quand laisser passer coûte plus cher, on contrôle au moindre soupçon.
# Le modèle n'a pas changé d'une virgule. Seul le prix a changé.
# </details>

# %% [markdown]
# ## 3. À écrire : le piège de l'exactitude (10 minutes)
#
# L'**exactitude** est la part de décisions justes. Écrivez une fonction qui la calcule,
# puis demandez-vous ce qu'elle vaut pour la stratégie « tout expédier ».


# %%
def exactitude(vp, fp, fn, vn):
    """Renvoie la part de décisions justes, entre 0 et 1."""
    return ...


reponse = exactitude(8, 2, 1, 89)
if reponse is ...:
    print(
        "Pas encore de réponse : additionnez les décisions justes, divisez par toutes les décisions."
    )
elif abs(reponse - 0.97) < 1e-9:
    print("Oui : 97 décisions justes sur 100.")
else:
    print(f"0.97 attendu pour exactitude(8, 2, 1, 89), {reponse!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse et la leçon à en tirer</summary>
#
# ```python
# def exactitude(vp, fp, fn, vn):
#     return (vp + vn) / (vp + fp + fn + vn)
# ```
#
# Tout expédier donne déjà une exactitude de 98 % : les fissures sont rares.
# Un modèle peut donc être « exact à 98 % » et ne rien valoir.
# </details>
#
# ## Trois idées fausses
#
# - « Au-dessus de 0,5, c'est oui. » Le seuil 0,5 ne convient que si les deux erreurs coûtent autant.
# - « Le modèle est exact à 98 %, il est donc bon. » Quand deux pièces sur cent sont mauvaises, ne rien faire l'est aussi.
# - « On baissera le seuil plus tard, sans frais. » Chaque fausse alerte a un prix, et use l'attention de ceux qui contrôlent.
#
# ## À retenir
#
# - Le score vient du modèle, le seuil vient de vous, et il se calcule par les coûts.
# - Le concurrent d'un modèle est la meilleure stratégie **sans** modèle.
# - Quand l'événement est rare, l'exactitude ne dit presque rien.
