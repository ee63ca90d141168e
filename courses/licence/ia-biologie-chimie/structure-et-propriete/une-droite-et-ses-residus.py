# %% [markdown]
# # Une droite et ses résidus
#
# **Ce que vous allez apprendre.** Ajuster une droite, lire ce qu'elle dit, regarder ce qu'elle rate, et savoir quand se taire.
#
# **Avant de commencer.** Les modules 1 et 2. L'équation d'une droite.
#
# **Durée.** Une heure et cinq minutes.

# %% [markdown]
# ## 1. Exemple travaillé : la température d'ébullition des alcanes (37 minutes)
#
# Les **alcanes linéaires** sont des chaînes de carbones, garnies d'hydrogènes. Voici leurs températures d'ébullition à la pression normale
# (valeurs usuelles des tables de constantes, arrondies au dixième de degré).
#
# ### Étape 1 : regarder

# %%
import numpy as np
import pandas as pd

alcanes = pd.DataFrame(
    {
        "nom": ["butane", "pentane", "hexane", "heptane", "octane", "nonane", "décane"],
        "carbones": [4, 5, 6, 7, 8, 9, 10],
        "ebullition_C": [-0.5, 36.1, 68.7, 98.4, 125.7, 150.8, 174.1],
    }
)
alcanes

# %% [markdown]
# ### Étape 2 : ajuster une droite
#
# La droite des **moindres carrés** est celle dont la somme des carrés des écarts est la plus petite.
# On pose un tableau à deux colonnes, le nombre de carbones et 1, et on laisse NumPy résoudre.

# %%
X = np.column_stack([alcanes["carbones"], np.ones(len(alcanes))])
pente, ordonnee = np.linalg.lstsq(X, alcanes["ebullition_C"], rcond=None)[0]
print(f"ébullition = {pente:.1f} × carbones {ordonnee:+.1f}")

# %% [markdown]
# Lecture : chaque carbone de plus ajoute environ 29 degrés. L'ordonnée à l'origine (« zéro carbone ») ne veut rien dire : c'est une extrapolation.
#
# ### Étape 3 : l'erreur, en degrés

# %%
residus = alcanes["ebullition_C"] - (pente * alcanes["carbones"] + ordonnee)
print(f"erreur absolue moyenne : {residus.abs().mean():.1f} degrés")
residus.round(1).tolist()

# %% [markdown]
# ### Étape 4 : dessiner les résidus
#
# Un bon modèle laisse des résidus sans forme. Regardons.

# %%
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 2, figsize=(9, 3.4))
axes[0].plot(alcanes["carbones"], alcanes["ebullition_C"], "o")
axes[0].plot(alcanes["carbones"], pente * alcanes["carbones"] + ordonnee, "--")
axes[0].set_xlabel("nombre de carbones")
axes[0].set_ylabel("ébullition (°C)")
axes[1].axhline(0, color="black", linewidth=0.8)
axes[1].plot(alcanes["carbones"], residus, "s")
axes[1].set_xlabel("nombre de carbones")
axes[1].set_ylabel("résidu (°C)")
figure.tight_layout()
plt.show()

# %% [markdown]
# **La figure en mots.** À gauche, sept points presque alignés et la droite en tirets. À droite, les résidus :
# négatifs aux deux bouts (-7 et -6), positifs au milieu (jusqu'à +5). Ils dessinent une cloche : la vraie relation **se courbe**.
#
# ### Étape 5 : corriger la courbure
#
# On ajoute une colonne : la racine du nombre de carbones.

# %%
X2 = np.column_stack(
    [alcanes["carbones"], np.sqrt(alcanes["carbones"]), np.ones(len(alcanes))]
)
coefficients = np.linalg.lstsq(X2, alcanes["ebullition_C"], rcond=None)[0]
residus2 = alcanes["ebullition_C"] - X2 @ coefficients
print(f"erreur absolue moyenne : {residus2.abs().mean():.2f} degré")

# %% [markdown]
# ### Étape 6 : juger sur des molécules jamais vues
#
# Les deux modèles ont été ajustés sur ces sept points. Essayons-les sur le méthane (1 carbone, -161,5 °C), l'éthane (2, -88,6 °C)
# et l'hexadécane (16, 287 °C).

# %%
for nom, n, vraie in [
    ("méthane", 1, -161.5),
    ("éthane", 2, -88.6),
    ("hexadécane", 16, 287.0),
]:
    droite = pente * n + ordonnee
    courbe = coefficients @ [n, np.sqrt(n), 1]
    print(f"{nom} : vraie {vraie} °C, droite {droite:.0f}, courbe {courbe:.0f}")

# %% [markdown]
# La droite se trompe de dizaines de degrés, et davantage quand on s'éloigne : hors du domaine appris, elle répond sans savoir.
# La courbe s'en tire mieux, mais rien dans les sept points ne permettait de le promettre.
#
# ### Étape 7 : la même formule, une autre forme
#
# Cinq molécules ont six carbones et quatorze hydrogènes : des **isomères**. Elles ne bouillent pas à la même température.
# Le nombre de carbones ne peut pas le dire : il vaut six pour toutes. Il faut un descripteur de la **forme**.
# Le plus ancien est l'indice de Harry Wiener (1947) : pour chaque paire de carbones, on compte les liaisons qui les séparent, et l'on additionne.
# Une molécule ramassée a un petit indice.


# %%
def wiener(liaisons):
    """Renvoie la somme, sur toutes les paires d'atomes, du nombre de liaisons qui les séparent."""
    voisins = {}
    for a, b in liaisons:
        voisins.setdefault(a, []).append(b)
        voisins.setdefault(b, []).append(a)
    total = 0
    for depart in voisins:
        distance, file = {depart: 0}, [depart]
        for atome in file:
            for voisin in voisins[atome]:
                if voisin not in distance:
                    distance[voisin] = distance[atome] + 1
                    file.append(voisin)
        total += sum(distance.values())
    return total // 2  # chaque paire a été comptée dans les deux sens


isomeres = {
    "hexane": ([(1, 2), (2, 3), (3, 4), (4, 5), (5, 6)], 68.7),
    "3-méthylpentane": ([(1, 2), (2, 3), (3, 4), (4, 5), (3, 6)], 63.3),
    "2-méthylpentane": ([(1, 2), (2, 3), (3, 4), (4, 5), (2, 6)], 60.3),
    "2,3-diméthylbutane": ([(1, 2), (2, 3), (3, 4), (2, 5), (3, 6)], 58.0),
    "2,2-diméthylbutane": ([(1, 2), (2, 3), (3, 4), (2, 5), (2, 6)], 49.7),
}
pd.DataFrame(
    {
        "carbones": 6,
        "indice de Wiener": [wiener(liaisons) for liaisons, _ in isomeres.values()],
        "ébullition (°C)": [temperature for _, temperature in isomeres.values()],
    },
    index=list(isomeres),
)

# %%
figure, axe = plt.subplots(figsize=(7, 3.4))
for nom, (liaisons, temperature) in isomeres.items():
    axe.plot(wiener(liaisons), temperature, "o", color="tab:blue")
    axe.annotate(nom, (wiener(liaisons), temperature), xytext=(6, -4), textcoords="offset points")
axe.set_xlim(27.5, 37.5)
axe.set_xlabel("indice de Wiener (nombre de liaisons)")
axe.set_ylabel("ébullition (°C)")
plt.show()

# %% [markdown]
# **La figure en mots.** Cinq points qui montent de gauche à droite : du 2,2-diméthylbutane, très ramassé (indice 28, 49,7 °C), à l'hexane, tout en longueur (indice 35, 68,7 °C).
# Un seul désordre : le 3-méthylpentane (31) bout un peu plus haut que le 2-méthylpentane (32).
#
# Une molécule allongée touche davantage ses voisines : il faut chauffer plus pour les séparer. Le descripteur capte l'essentiel de cette idée, et pas tout :
# un bon descripteur se juge à ses exceptions autant qu'à sa tendance.
#
# ## 2. À compléter : la mauvaise mesure (12 minutes)
#
# Un collègue annonce pour la droite un R² « supérieur à 0,99 ». Calculez-le : 1 moins (somme des carrés des résidus / somme des carrés des écarts à la moyenne).

# %%
ecarts = alcanes["ebullition_C"] - alcanes["ebullition_C"].mean()
r2 = ...

if r2 is ...:
    print("Pas encore de réponse : 1 - (residus**2).sum() / (ecarts**2).sum()")
elif np.ndim(r2) > 0:
    print("Un seul nombre attendu, une colonne obtenue : il manque .sum(), deux fois.")
else:
    print(f"R² = {r2:.4f}")

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Environ 0,994 : presque parfait, et pourtant la droite se trompe de 81 degrés sur le méthane. Le R² compare à la moyenne, sur les points appris ;
# il ne dit ni l'erreur en degrés, ni ce qui se passe ailleurs.
# </details>
#
# ## 3. À écrire : extrapole-t-on ? (16 minutes)
#
# Écrivez une fonction qui dit si une valeur sort de l'intervalle des valeurs apprises.


# %%
def extrapole(valeur, apprises):
    """Renvoie True si la valeur est hors de l'intervalle des valeurs apprises."""
    return ...


reponses = [extrapole(v, [4, 7, 10]) for v in (4, 5, 11, 1)]
if ... in reponses:
    print("Pas encore de réponse : comparez à min et à max.")
elif reponses == [False, False, True, True]:
    print("Oui.")
else:
    print(f"[False, False, True, True] attendu, {reponses!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def extrapole(valeur, apprises):
#     return not min(apprises) <= valeur <= max(apprises)
# ```
# </details>
#
# ## À retenir
#
# - Un descripteur ne peut distinguer que ce qu'il compte : pour des isomères, il faut une forme.
# - Les résidus ont une forme ? Le modèle rate quelque chose.
# - L'erreur se dit dans l'unité de la propriété.
# - Un modèle ne dit pas de lui-même qu'il extrapole : c'est à vous de le vérifier.
