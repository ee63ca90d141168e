# %% [markdown]
# # Exercice 5.1 : la validation croisée, à la main
#
# Trois fonctions : couper en plis, juger sur chacun, choisir sans se laisser éblouir par le sommet.

# %%
import numpy as np
from sklearn.neighbors import KNeighborsClassifier

# %% [markdown]
# ## Question 1 : couper en plis (10 minutes)
#
# Écrivez `plis(n, k)`, qui coupe les positions 0 à n − 1, dans l'ordre, en k morceaux qui se suivent, de tailles presque égales :
# si la division ne tombe pas juste, les **premiers** morceaux ont une position de plus. Renvoyez une liste de k listes (ou vecteurs) d'entiers.


# %% solution="plis"
def plis(n, k):
    """Renvoie k listes de positions qui se suivent et couvrent 0 à n - 1."""
    ### BEGIN SOLUTION
    return np.array_split(np.arange(n), k)
    ### END SOLUTION


# %% points=2 tests="plis"
obtenu = [[int(i) for i in pli] for pli in plis(7, 3)]
assert obtenu == [[0, 1, 2], [3, 4], [5, 6]], (
    f"plis(7, 3) : [[0, 1, 2], [3, 4], [5, 6]] attendu, {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
for n, k in [(6, 3), (11, 4), (10, 1), (5, 5), (23, 6)]:
    tailles = [n // k + (i < n % k) for i in range(k)]
    debuts = [sum(tailles[:i]) for i in range(k)]
    attendu = [list(range(d, d + t)) for d, t in zip(debuts, tailles)]
    obtenu = [[int(i) for i in pli] for pli in plis(n, k)]
    assert obtenu == attendu, f"plis({n}, {k}) : {attendu} attendu, {obtenu} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : juger sur chaque pli (15 minutes)
#
# Écrivez `scores(X, y, k, voisins)` : pour chacun des k plis de la question 1, un `KNeighborsClassifier(voisins)` apprend sur **tous les autres** exemples
# et est jugé sur ce pli. Renvoyez la liste des k exactitudes, dans l'ordre des plis.
#
# Boîte à outils : `np.delete(np.arange(n), pli)` donne les autres positions. Vous pouvez appeler `plis`, ou `np.array_split`.


# %% solution="scores"
def scores(X, y, k, voisins):
    """Renvoie l'exactitude d'un modèle des plus proches voisins sur chacun des k plis."""
    ### BEGIN SOLUTION
    resultats = []
    for pli in np.array_split(np.arange(len(y)), k):
        autres = np.delete(np.arange(len(y)), pli)
        modele = KNeighborsClassifier(voisins).fit(X[autres], y[autres])
        resultats.append(modele.score(X[pli], y[pli]))
    return resultats
    ### END SOLUTION


# %% points=3 tests="scores"
X, y = np.array([[0.0], [5.0], [0.2], [5.2], [0.4], [0.9]]), np.array([0, 1, 0, 1, 0, 1])
obtenu = scores(X, y, 3, 1)
assert obtenu is not None and len(obtenu) == 3, f"trois exactitudes attendues, {obtenu} obtenu"
assert np.allclose(obtenu, [1.0, 1.0, 0.5]), (
    f"six exemples, trois plis, un voisin : [1.0, 1.0, 0.5] attendu, {[float(s) for s in obtenu]} obtenu"
)
### BEGIN HIDDEN TESTS
from sklearn.model_selection import KFold, cross_val_score

for graine, n, k, voisins in [(1, 30, 5, 3), (2, 31, 4, 1), (3, 50, 10, 7)]:
    hasard = np.random.default_rng(graine)
    X = hasard.normal(size=(n, 2))
    y = (X[:, 0] + hasard.normal(0, 0.7, n) > 0).astype(int)
    attendu = cross_val_score(KNeighborsClassifier(voisins), X, y, cv=KFold(k))
    obtenu = scores(X, y, k, voisins)
    assert len(obtenu) == k, f"{k} exactitudes attendues, {len(obtenu)} obtenues"
    assert np.allclose(obtenu, attendu), (
        f"{n} exemples simulés, {k} plis, {voisins} voisins : {np.round(attendu, 3)} attendu, {np.round(obtenu, 3)} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : la règle de l'erreur type (10 minutes)
#
# `tableau` a une ligne par candidat, **du plus simple au plus complexe**, et une colonne par pli. Écrivez `plus_simple(tableau)` :
#
# 1. la moyenne de chaque candidat, et l'erreur type du meilleur : écart type de ses scores (`ddof=1`), divisé par la racine du nombre de plis ;
# 2. la position du premier candidat dont la moyenne est **au moins** celle du meilleur moins cette erreur type.


# %% solution="plus-simple"
def plus_simple(tableau):
    """Renvoie la position du plus simple candidat à moins d'une erreur type du meilleur."""
    ### BEGIN SOLUTION
    moyennes = tableau.mean(axis=1)
    meilleur = np.argmax(moyennes)
    par_pli = tableau[meilleur]
    erreur = par_pli.std(ddof=1) / np.sqrt(len(par_pli))
    return np.argmax(moyennes >= moyennes[meilleur] - erreur)
    ### END SOLUTION


# %% points=2 tests="plus-simple"
tableau = np.array(
    [[0.5, 0.5, 0.5, 0.5], [0.7, 0.8, 0.7, 0.8], [0.7, 0.9, 0.7, 0.9], [0.6, 0.9, 0.7, 0.8]]
)
obtenu = plus_simple(tableau)
assert obtenu == 1, (
    f"moyennes 0.5, 0.75, 0.8, 0.75 ; erreur type du meilleur 0.058 : 1 attendu, {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
for lignes, attendu in [
    ([[0.5, 0.5], [0.75, 0.75], [0.75, 0.75]], 1),
    ([[0.25, 0.75], [0.5, 1.0], [0.5, 0.5]], 0),
    ([[0.625, 0.625], [0.75, 0.75], [0.875, 0.625]], 1),
    ([[0.69, 0.69, 0.69], [0.5, 0.5, 0.5], [0.7, 0.8, 0.9]], 2),
    ([[0.745, 0.745, 0.745], [0.5, 0.5, 0.5], [0.7, 0.8, 0.9]], 0),
    ([[0.9, 0.1, 0.6, 0.75], [0.8, 0.8, 0.8, 0.8], [0.1, 0.1, 0.1, 0.1]], 1),
    ([[0.0, 0.5, 1.0], [0.25, 0.75, 0.75], [0.0, 1.0, 1.0]], 0),
    ([[0.42, 0.42, 0.42], [0.0, 0.5, 1.0], [0.4, 0.4, 0.4]], 0),
    ([[0.75] * 4, [0.6, 0.8, 0.8, 1.0], [0.1] * 4], 0),
    ([[0.7] * 4, [0.6, 0.8, 0.8, 1.0], [0.1] * 4], 1),
    ([[0.723] * 4, [0.6, 0.8, 0.8, 1.0], [0.1] * 4], 0),
]:
    obtenu = plus_simple(np.array(lignes))
    assert obtenu == attendu, f"scores {lignes} : {attendu} attendu, {obtenu} obtenu"
### END HIDDEN TESTS
