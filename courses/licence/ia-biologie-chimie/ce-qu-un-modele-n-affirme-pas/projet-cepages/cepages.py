# %% [markdown]
# # Projet final : reconnaître un cépage par la chimie
#
# Les données sont **réelles** : l'analyse chimique de 178 vins d'une même région d'Italie, issus de trois cépages
# (Forina et collègues, 1991, fournies avec scikit-learn). Treize mesures par vin : alcool, acide malique, magnésium, flavonoïdes, intensité de couleur… Le tableau donne la moyenne de quatre d'entre elles, par cépage ; la notice du jeu ne dit pas les unités, elles sont celles que l'on attend d'un laboratoire d'œnologie.
#
# En binôme, vous construisez un classifieur par plus proches voisins **sans bibliothèque d'apprentissage**, puis vous rendez compte. Deux heures, en plusieurs fois.

# %%
import numpy as np
import pandas as pd
from sklearn.datasets import load_wine

vins = load_wine(as_frame=True)
mesures = vins.data.to_numpy()
cepages = vins.target.to_numpy()
pd.DataFrame(
    {
        "alcool (% du volume)": vins.data["alcohol"],
        "acide malique (g/L)": vins.data["malic_acid"],
        "magnésium (mg/L)": vins.data["magnesium"],
        "couleur (sans unité)": vins.data["color_intensity"],
        "cépage": cepages,
    }
).groupby("cépage").mean().round(2)

# %% [markdown]
# ## Question 1 : séparer en gardant les proportions (12 minutes)
#
# Le tableau est **rangé par cépage** : couper à la fin priverait l'apprentissage d'un cépage entier.
# Écrivez `separer(cepages, pas)`, qui met dans l'essai, pour chaque cépage, son premier vin, puis un vin sur `pas`
# (rangs 0, `pas`, deux fois `pas`…), et renvoie deux listes **triées** d'indices : apprentissage, essai.

# %% solution="separation"
def separer(cepages, pas):
    """Renvoie (apprentissage, essai) : un vin sur `pas` de chaque cépage va dans l'essai."""
    ### BEGIN SOLUTION
    essai = []
    for cepage in set(cepages):
        indices = [i for i, valeur in enumerate(cepages) if valeur == cepage]
        essai += indices[::pas]
    essai = sorted(essai)
    return [i for i in range(len(cepages)) if i not in set(essai)], essai
    ### END SOLUTION


# %% points=2 tests="separation"
obtenu = tuple([int(i) for i in partie] for partie in separer([0, 0, 0, 1, 1], 2))
assert obtenu == ([1, 4], [0, 2, 3]), f"separer([0, 0, 0, 1, 1], 2) : ([1, 4], [0, 2, 3]) attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for etiquettes, pas, attendu in [
    ([2, 1, 2, 1, 2, 2], 3, ([2, 3, 4], [0, 1, 5])),
    ([5, 5, 5, 5], 4, ([1, 2, 3], [0])),
    ([7, 8], 5, ([], [0, 1])),
    ([0, 1, 0, 1, 0, 1], 1, ([], [0, 1, 2, 3, 4, 5])),
]:
    obtenu = tuple([int(i) for i in partie] for partie in separer(etiquettes, pas))
    assert obtenu == attendu, f"cépages {etiquettes!r}, un sur {pas} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : mettre à l'échelle sans fuite (12 minutes)
#
# Le magnésium se compte en dizaines, l'acide malique en unités : sans mise à l'échelle, le magnésium décide de tout.
# Écrivez `mettre_a_l_echelle(apprentissage, autre)`, qui centre et réduit **les deux** tableaux avec la moyenne et l'écart type (division par n)
# **de l'apprentissage**, et renvoie le couple des tableaux transformés. Une colonne constante est seulement centrée.

# %% solution="mise-a-l-echelle"
def mettre_a_l_echelle(apprentissage, autre):
    """Renvoie les deux tableaux centrés-réduits avec les statistiques de l'apprentissage."""
    ### BEGIN SOLUTION
    moyenne, ecart = apprentissage.mean(axis=0), apprentissage.std(axis=0)
    ecart = np.where(ecart == 0, 1, ecart)
    return (apprentissage - moyenne) / ecart, (autre - moyenne) / ecart
    ### END SOLUTION


# %% points=2 tests="mise-a-l-echelle"
appris, autre = mettre_a_l_echelle(np.array([[1.0, 10.0], [3.0, 30.0]]), np.array([[2.0, 40.0]]))
assert np.allclose(appris, [[-1, -1], [1, 1]]), f"apprentissage : [[-1, -1], [1, 1]] attendu, {np.asarray(appris).tolist()!r} obtenu"
assert np.allclose(autre, [[0, 2]]), f"autre tableau : [[0, 2]] attendu, {np.asarray(autre).tolist()!r} obtenu"
### BEGIN HIDDEN TESTS
base = np.array([[0.0, 5.0], [0.0, 5.0], [3.0, 5.0]])
copie = base.copy()
appris, autre = mettre_a_l_echelle(base, np.array([[1.0, 7.0], [4.0, 5.0]]))
racine = 2**0.5
assert np.allclose(appris, [[-1 / racine, 0], [-1 / racine, 0], [racine, 0]]), (
    f"colonne constante seulement centrée attendue, {np.round(appris, 3).tolist()!r} obtenu"
)
assert np.allclose(autre, [[0, 2], [3 / racine, 0]]), f"[[0, 2], [2.121, 0]] attendu, {np.round(autre, 3).tolist()!r} obtenu"
assert np.array_equal(base, copie), "le tableau reçu doit rester intact"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : voter entre voisins (20 minutes)
#
# Écrivez `predire(apprentissage, reponses, nouveaux, k)`, qui renvoie la liste des cépages prédits : pour chaque nouveau vin, on prend les `k` vins
# d'apprentissage les plus proches (distance euclidienne ; à distance égale, le plus petit indice), et le cépage majoritaire l'emporte ;
# à égalité de voix, le plus petit numéro de cépage.

# %% solution="voisins"
def predire(apprentissage, reponses, nouveaux, k):
    """Renvoie le cépage prédit de chaque nouveau vin par vote des k plus proches voisins."""
    ### BEGIN SOLUTION
    predits = []
    for vin in nouveaux:
        distances = ((apprentissage - vin) ** 2).sum(axis=1)
        voisins = np.argsort(distances, kind="stable")[:k]
        voix = [int(reponses[i]) for i in voisins]
        predits.append(max(sorted(set(voix)), key=voix.count))
    return predits
    ### END SOLUTION


# %% points=3 tests="voisins"
axe = np.array([[0.0], [1.0], [2.0], [10.0]])
obtenu = [int(valeur) for valeur in predire(axe, np.array([0, 0, 1, 1]), np.array([[0.4], [9.0]]), 3)]
assert obtenu == [0, 1], f"vins à 0.4 et 9.0, trois voisins : [0, 1] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
plan = np.array([[0.0, 0.0], [0.0, 2.0], [3.0, 0.0], [3.0, 4.0], [9.0, 9.0]])
for reponses, nouveaux, k, attendu in [
    ([2, 1, 1, 0, 0], [[0.0, 1.0]], 1, [2]),
    ([2, 1, 1, 0, 0], [[0.0, 1.0]], 2, [1]),
    ([0, 1, 2, 2, 2], [[3.0, 3.0], [0.0, 0.4]], 3, [2, 0]),
    ([1, 1, 0, 0, 0], [[1.0, 1.0]], 5, [0]),
    ([1, 1, 0, 0, 0], [[1.0, 1.0]], 3, [1]),
    ([4, 3, 3, 4, 4], [[8.0, 8.0], [2.0, 3.0]], 1, [4, 4]),
]:
    obtenu = [int(valeur) for valeur in predire(plan, np.array(reponses), np.array(nouveaux), k)]
    assert obtenu == attendu, f"réponses {reponses!r}, nouveaux {nouveaux!r}, k = {k} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : la table de confusion (10 minutes)
#
# Écrivez `confusion(reels, predits, nombre)`, qui renvoie un tableau NumPy d'entiers (nombre, nombre) :
# à la ligne i et à la colonne j, le nombre de vins de cépage i annoncés comme j.

# %% solution="confusion"
def confusion(reels, predits, nombre):
    """Renvoie la table de confusion : lignes réelles, colonnes prédites."""
    ### BEGIN SOLUTION
    table = np.zeros((nombre, nombre), dtype=int)
    for reel, predit in zip(reels, predits):
        table[reel, predit] += 1
    return table
    ### END SOLUTION


# %% points=2 tests="confusion"
obtenu = np.asarray(confusion([0, 0, 1, 2], [0, 1, 1, 0], 3)).tolist()
attendu = [[1, 1, 0], [0, 1, 0], [1, 0, 0]]
assert obtenu == attendu, f"confusion([0, 0, 1, 2], [0, 1, 1, 0], 3) : {attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for reels, predits, nombre, attendu in [
    ([], [], 2, [[0, 0], [0, 0]]),
    ([1, 1, 1], [0, 0, 1], 2, [[0, 0], [2, 1]]),
    ([0, 1, 0], [3, 3, 3], 4, [[0, 0, 0, 2], [0, 0, 0, 1], [0] * 4, [0] * 4]),
]:
    obtenu = np.asarray(confusion(reels, predits, nombre)).tolist()
    assert obtenu == attendu, f"confusion({reels!r}, {predits!r}, {nombre}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 5 : le rappel de chaque cépage (6 minutes)
#
# Écrivez `rappels(table)`, qui reçoit une table de confusion et renvoie la liste des rappels, un par cépage :
# part des vins de ce cépage bien reconnus, ou `None` si l'essai n'en contient aucun.

# %% solution="rappels"
def rappels(table):
    """Renvoie le rappel de chaque cépage, None quand il est absent de l'essai."""
    ### BEGIN SOLUTION
    return [float(ligne[i] / ligne.sum()) if ligne.sum() else None for i, ligne in enumerate(np.asarray(table))]
    ### END SOLUTION


# %% points=1 tests="rappels"
obtenu = list(rappels(np.array([[3, 1], [2, 2]])))
assert obtenu == [0.75, 0.5], f"rappels([[3, 1], [2, 2]]) : [0.75, 0.5] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for table, attendu in [([[0, 0], [1, 4]], [None, 0.8]), ([[5, 0, 0], [0, 0, 2], [1, 1, 2]], [1.0, 0.0, 0.5]), ([[7]], [1.0])]:
    obtenu = list(rappels(np.array(table)))
    assert obtenu == attendu, f"rappels({table!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Le rapport (30 minutes)
#
# Avec `pas = 4` et k = 5, calculez la table de confusion et les rappels **avec** et **sans** mise à l'échelle.
# Rédigez une page pour une cave coopérative qui voudrait « vérifier les cépages par la chimie ».

# %% [markdown] points=5 written="rapport"
# **Réponse attendue.** La question ; les données (178 vins, trois cépages, une région, une époque) ; la manière de séparer et pourquoi ;
# les rappels avec leurs effectifs, avec et sans mise à l'échelle, et l'explication (le dosage exprimé en grands nombres écrase les autres) ;
# la référence : annoncer toujours le cépage le plus fréquent ; les limites : un essai d'une quarantaine de vins, une seule région, millésimes inconnus,
# k choisi d'avance ou non, aucun vin d'un quatrième cépage (le modèle répondra quand même l'un des trois) ;
# ce qu'il est interdit d'affirmer : que cela vaut pour les vins d'Alsace, ou qu'un vin est frauduleux. Une recommandation et une mesure à faire.
#
# **Barème.** 1 point : séparation et référence dites. 1 point : chiffres exacts avec effectifs, et effet de la mise à l'échelle expliqué.
# 1 point : limite du quatrième cépage ou d'une autre région. 1 point : ce qu'on n'affirme pas. 1 point : recommandation et mesure suivante, page lisible.
