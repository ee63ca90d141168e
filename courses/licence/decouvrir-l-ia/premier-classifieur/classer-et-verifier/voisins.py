# %% [markdown]
# # Exercice 3.1 : les plus proches voisins, à la main
#
# En quatre questions, vous allez construire un vrai classifieur, brique par brique, sans bibliothèque d'apprentissage.
# À la fin, il devinera l'origine de vraies bouteilles.

# %%
import math

import pandas as pd

# %% [markdown]
# ## Question 1 : voter (5 minutes)
#
# Écrivez la fonction `majorite`, qui reçoit une liste d'étiquettes et renvoie la plus fréquente.
# En cas d'égalité, elle renvoie la première dans l'ordre alphabétique.
#
# Boîte à outils : `pd.Series(liste).mode()` renvoie les étiquettes les plus fréquentes
# (une seule, ou plusieurs en cas d'égalité), rangées dans l'ordre alphabétique. La première d'une série `s` est `s[0]`.


# %% solution="majorite"
def majorite(etiquettes):
    """Renvoie l'étiquette la plus fréquente, la première dans l'alphabet en cas d'égalité."""
    ### BEGIN SOLUTION
    return pd.Series(etiquettes).mode()[0]
    ### END SOLUTION


# %% points=1 tests="majorite"
obtenu = majorite(["pin", "hêtre", "pin"])
assert obtenu == "pin", f"majorite(['pin', 'hêtre', 'pin']) : 'pin' attendu, {obtenu!r} obtenu"
obtenu = majorite(["B", "A"])
assert obtenu == "A", (
    f"majorite(['B', 'A']) : égalité, 'A' attendu (ordre alphabétique), {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for etiquettes, attendu in [
    (["C", "B", "B", "C", "A"], "B"),
    (["Z"], "Z"),
    (["oui", "non", "non", "oui", "oui"], "oui"),
    (["b", "c", "c", "a", "c", "b", "b"], "b"),
    (["A", "D", "D", "A", "D"], "D"),
]:
    obtenu = majorite(etiquettes)
    assert obtenu == attendu, f"majorite({etiquettes!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : mesurer une distance (10 minutes)
#
# Deux bouteilles sont deux listes de mesures, par exemple `[13.2, 6.5]` et `[12.8, 3.5]`.
# Leur distance est celle du théorème de Pythagore : on fait la différence mesure par mesure, on l'élève au carré,
# on additionne, on prend la racine carrée. Cela marche avec deux mesures, trois, ou treize.
#
# Écrivez la fonction `distance`, qui reçoit deux listes de même longueur.
#
# Boîte à outils : `for x, y in zip(a, b):` parcourt les deux listes ensemble ; `x ** 2` est le carré de x ; `math.sqrt(s)` la racine de s.


# %% solution="distance"
def distance(a, b):
    """Renvoie la distance entre deux listes de mesures de même longueur."""
    ### BEGIN SOLUTION
    somme = 0
    for x, y in zip(a, b):
        somme = somme + (x - y) ** 2
    return math.sqrt(somme)
    ### END SOLUTION


# %% points=2 tests="distance"
obtenu = distance([0, 0], [3, 4])
assert isinstance(obtenu, (int, float)), (
    f"distance([0, 0], [3, 4]) : un nombre attendu, {obtenu!r} obtenu"
)
assert abs(obtenu - 5) < 1e-9, f"distance([0, 0], [3, 4]) : 5 attendu, {obtenu!r} obtenu"
obtenu = distance([1, 2, 2], [0, 0, 0])
assert abs(obtenu - 3) < 1e-9, f"distance([1, 2, 2], [0, 0, 0]) : 3 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for a, b, attendu in [
    ([2.5, 1.0], [-1.5, 4.0], 5.0),
    ([7.0], [9.5], 2.5),
    ([1, 1, 1, 1], [2, 2, 2, 2], 2.0),
    ([4, -3, 0.5], [4, -3, 0.5], 0.0),
    ([10, 2], [4, 10], 10.0),
    ([0, 5, 0, 0, 0], [0, 0, 0, 0, 12], 13.0),
]:
    obtenu = distance(a, b)
    assert abs(obtenu - attendu) < 1e-9, (
        f"distance({a!r}, {b!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# Votre formule est si utile que Python la fournit : `math.dist(a, b)`.
# Désormais, servez-vous de l'une ou de l'autre.
#
# ## Question 3 : trouver les voisins (15 minutes)
#
# Écrivez la fonction `voisins`, qui reçoit une liste d'exemples (chacun est une liste de mesures), un point, et un nombre k.
# Elle renvoie la **liste des positions** des k exemples les plus proches du point, du plus proche au plus lointain.
# Les positions commencent à 0. En cas d'égalité de distance, la plus petite position passe devant.
#
# Boîte à outils : `[math.dist(e, point) for e in exemples]` fabrique la liste des distances ;
# `pd.Series(liste).nsmallest(k)` garde les k plus petites valeurs, et son `.index` dit où elles étaient ;
# `list(...)` en fait une liste.


# %% solution="voisins"
def voisins(exemples, point, k):
    """Renvoie les positions des k exemples les plus proches du point, du plus proche au plus lointain."""
    ### BEGIN SOLUTION
    distances = pd.Series([math.dist(exemple, point) for exemple in exemples])
    return list(distances.nsmallest(k).index)
    ### END SOLUTION


# %% points=3 tests="voisins"
exemples = [[0, 0], [10, 0], [1, 1], [4, 0]]
obtenu = voisins(exemples, [0, 0], 2)
assert isinstance(obtenu, list), f"une liste de positions attendue, {type(obtenu).__name__} obtenu"
assert obtenu == [0, 2], f"voisins({exemples!r}, [0, 0], 2) : [0, 2] attendu, {obtenu!r} obtenu"
obtenu = voisins(exemples, [9, 0], 3)
assert obtenu == [1, 3, 2], (
    f"voisins({exemples!r}, [9, 0], 3) : [1, 3, 2] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
nuage = [
    [5.0, 1.0, 0.0],
    [0.0, 0.0, 0.0],
    [5.0, 5.0, 5.0],
    [4.0, 1.0, 1.0],
    [-3.0, 2.0, 9.0],
    [5.0, 1.0, 1.0],
]
obtenu = voisins(nuage, [5.0, 1.0, 0.25], 4)
assert list(obtenu) == [0, 5, 3, 1], (
    f"voisins({nuage!r}, [5.0, 1.0, 0.25], 4) : [0, 5, 3, 1] attendu, {obtenu!r} obtenu"
)
obtenu = voisins(nuage, [-3.0, 2.0, 8.0], 1)
assert list(obtenu) == [4], (
    f"voisins({nuage!r}, [-3.0, 2.0, 8.0], 1) : [4] attendu, {obtenu!r} obtenu"
)
croix = [[0, 3], [1, 0], [0, -1], [-1, 0], [0, 1]]
obtenu = voisins(croix, [0, 0], 3)
assert list(obtenu) == [1, 2, 3], (
    f"voisins({croix!r}, [0, 0], 3) : quatre exemples à égalité, [1, 2, 3] attendu, {obtenu!r} obtenu"
)
obtenu = voisins([[3, 3], [0, 4]], [0, 0], 2)
assert list(obtenu) == [1, 0], (
    f"voisins([[3, 3], [0, 4]], [0, 0], 2) : [1, 0] attendu (4 est plus petit que racine de 18), {obtenu!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : prédire (10 minutes)
#
# Assemblez vos briques. La fonction `predire` reçoit les exemples, la liste de leurs étiquettes (dans le même ordre), un point et k.
# Elle renvoie l'étiquette la plus fréquente parmi les k plus proches voisins du point.


# %% solution="predire"
def predire(exemples, etiquettes, point, k):
    """Renvoie l'étiquette majoritaire des k exemples les plus proches du point."""
    ### BEGIN SOLUTION
    proches = voisins(exemples, point, k)
    return majorite([etiquettes[position] for position in proches])
    ### END SOLUTION


# %% points=2 tests="predire"
exemples = [[0, 0], [1, 0], [0, 1], [9, 9], [8, 9]]
etiquettes = ["bleu", "rouge", "rouge", "vert", "vert"]
obtenu = predire(exemples, etiquettes, [0, 0], 3)
assert obtenu == "rouge", (
    f"predire({exemples!r}, {etiquettes!r}, [0, 0], 3) : 'rouge' attendu (un bleu, deux rouges), {obtenu!r} obtenu"
)
obtenu = predire(exemples, etiquettes, [0, 0], 1)
assert obtenu == "bleu", (
    f"predire({exemples!r}, {etiquettes!r}, [0, 0], 1) : 'bleu' attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
parcelles = [[1.0, 5.0], [2.0, 5.0], [8.0, 1.0], [8.5, 1.5], [2.5, 4.0], [9.0, 0.0]]
cepages = ["pinot", "riesling", "sylvaner", "sylvaner", "riesling", "pinot"]
for point, k, attendu in [
    ([1.0, 4.8], 1, "pinot"),
    ([1.0, 4.8], 3, "riesling"),
    ([8.2, 1.1], 3, "sylvaner"),
    ([8.9, 0.1], 2, "pinot"),
    ([5.0, 3.0], 6, "pinot"),
]:
    obtenu = predire(parcelles, cepages, point, k)
    assert obtenu == attendu, (
        f"predire({parcelles!r}, {cepages!r}, {point!r}, {k}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# Et maintenant, de vraies bouteilles : on en met trente de côté, et votre classifieur devine leur origine.

# %%
from sklearn.datasets import load_wine

tout = load_wine(as_frame=True).frame.sample(frac=1, random_state=0)
mesures = tout[["alcohol", "color_intensity"]].values.tolist()
origines = list(tout["target"].map({0: "A", 1: "B", 2: "C"}))
reponses = [predire(mesures[30:], origines[30:], point, 5) for point in mesures[:30]]
justes = sum(reponse == origine for reponse, origine in zip(reponses, origines[:30]))
print(justes, "bonnes réponses sur 30")
