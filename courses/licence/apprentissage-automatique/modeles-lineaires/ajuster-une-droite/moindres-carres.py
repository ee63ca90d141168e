# %% [markdown]
# # Exercice 2.1 : moindres carrés et descente
#
# Quatre fonctions de quelques lignes : le cœur de presque tout l'apprentissage automatique.
# Les tableaux `X` ont une ligne par exemple et une colonne par variable ; `y` est le vecteur à prévoir.

# %%
import numpy as np


def proche(obtenu, attendu):
    """Dit si deux nombres ou tableaux ont la même forme et les mêmes valeurs à un milliardième près."""
    return np.shape(obtenu) == np.shape(attendu) and np.allclose(
        obtenu, attendu, rtol=1e-7, atol=1e-9
    )


# %% [markdown]
# ## Question 1 : la droite des moindres carrés (10 minutes)
#
# Écrivez `droite(x, y)`, qui renvoie la pente puis l'ordonnée à l'origine de la droite des moindres carrés :
#
# - pente = somme des (x − x̄)(y − ȳ), divisée par la somme des (x − x̄)² ;
# - ordonnée à l'origine = ȳ − pente × x̄.


# %% solution="droite"
def droite(x, y):
    """Renvoie (pente, ordonnée à l'origine) de la droite des moindres carrés."""
    ### BEGIN SOLUTION
    covariance = np.mean(x * y) - x.mean() * y.mean()
    pente = covariance / x.var()
    return pente, y.mean() - pente * x.mean()
    ### END SOLUTION


# %% points=2 tests="droite"
obtenu = droite(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0]))
assert isinstance(obtenu, tuple) and len(obtenu) == 2, f"deux nombres attendus, {obtenu!r} obtenu"
assert proche(np.array(obtenu), [2, 1]), (
    f"points (0, 1), (1, 3), (2, 5) : (2, 1) attendu, {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
for graine in [1, 2, 3]:
    hasard = np.random.default_rng(graine)
    x = hasard.normal(3, 2, 15)
    y = hasard.normal(0, 1, 15) - graine * x + 4
    attendu = np.polyfit(x, y, 1)
    obtenu = droite(x, y)
    assert proche(np.array(obtenu), attendu), (
        f"nuage simulé de 15 points, graine {graine} : {np.round(attendu, 4)} attendu, {np.round(obtenu, 4)} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : prévoir pour tout le monde d'un coup (5 minutes)
#
# Avec plusieurs variables, la prévision d'un exemple est la somme de ses mesures multipliées chacune par son poids, plus un biais.
# Écrivez `prevoir(X, poids, biais)`, qui renvoie le vecteur des prévisions. Sans boucle : le produit de matrices s'écrit `@`.


# %% solution="prevoir"
def prevoir(X, poids, biais):
    """Renvoie les prévisions du modèle linéaire, une par ligne de X."""
    ### BEGIN SOLUTION
    return X @ poids + biais
    ### END SOLUTION


# %% points=1 tests="prevoir"
obtenu = prevoir(np.array([[1.0, 2.0], [3.0, 4.0], [0.0, 1.0]]), np.array([10.0, 1.0]), 0.5)
assert proche(obtenu, [12.5, 34.5, 1.5]), (
    f"X = [[1, 2], [3, 4], [0, 1]], poids [10, 1], biais 0.5 : [12.5, 34.5, 1.5] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for graine, (n, d) in [(4, (6, 3)), (5, (3, 3)), (6, (1, 5))]:
    hasard = np.random.default_rng(graine)
    X, poids, biais = hasard.normal(size=(n, d)), hasard.normal(size=d), hasard.normal()
    attendu = [sum(X[i, j] * poids[j] for j in range(d)) + biais for i in range(n)]
    obtenu = prevoir(X, poids, biais)
    assert proche(obtenu, attendu), (
        f"tableau simulé de {n} lignes et {d} colonnes : {np.round(attendu, 4)} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : la pente de l'erreur (15 minutes)
#
# L'erreur est le carré moyen L(w) = (1/n) × somme des (X w − y)², sans biais.
# Sa dérivée par rapport à chaque poids, rangée dans un vecteur, est le **gradient** : (2/n) × Xᵀ (X w − y).
# Écrivez `gradient(X, y, w)`.
#
# Les tests cachés comparent votre formule à la pente mesurée par petits pas : faites-le aussi, c'est la meilleure vérification qui soit.


# %% solution="gradient"
def gradient(X, y, w):
    """Renvoie le gradient du carré moyen des écarts, un nombre par poids."""
    ### BEGIN SOLUTION
    return 2 / len(y) * X.T @ (X @ w - y)
    ### END SOLUTION


# %% points=2 tests="gradient"
obtenu = gradient(np.array([[1.0], [2.0]]), np.array([1.0, 1.0]), np.array([3.0]))
assert proche(obtenu, [12.0]), (
    f"X = [[1], [2]], y = [1, 1], w = [3] : [12] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for graine in [7, 8, 9]:
    hasard = np.random.default_rng(graine)
    X, y, w = hasard.normal(size=(11, 4)), hasard.normal(size=11), hasard.normal(size=4)
    mesure = []
    for j in range(4):
        petit = np.zeros(4)
        petit[j] = 1e-5
        mesure.append(
            (np.mean((X @ (w + petit) - y) ** 2) - np.mean((X @ (w - petit) - y) ** 2)) / 2e-5
        )
    obtenu = gradient(X, y, w)
    assert np.shape(obtenu) == (4,), f"4 poids : un vecteur de 4 nombres attendu, {obtenu!r} obtenu"
    assert np.allclose(obtenu, mesure, atol=1e-6), (
        f"pente mesurée par petits pas, graine {graine} : {np.round(mesure, 4)} attendu, {np.round(obtenu, 4)} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : descendre (15 minutes)
#
# Écrivez `descendre(X, y, pas, etapes)`. Elle part de poids tous nuls et fait `etapes` fois : poids ← poids − pas × gradient.
# Elle renvoie les poids atteints. Vous pouvez appeler votre fonction `gradient`, ou récrire sa formule.


# %% solution="descendre"
def descendre(X, y, pas, etapes):
    """Renvoie les poids atteints par descente de gradient depuis zéro."""
    ### BEGIN SOLUTION
    n, d = X.shape
    poids = np.zeros(d)
    for _ in range(etapes):
        poids = poids - pas * 2 / n * X.T @ (X @ poids - y)
    return poids
    ### END SOLUTION


# %% points=2 tests="descendre"
X, y = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([3.0, 4.0])
obtenu = descendre(X, y, 0.1, 0)
assert proche(obtenu, [0, 0]), f"0 étape : [0, 0] attendu, {obtenu!r} obtenu"
obtenu = descendre(X, y, 0.1, 1)
assert proche(obtenu, [0.3, 0.8]), (
    f"X = [[1, 0], [0, 2]], y = [3, 4], pas 0.1, 1 étape : [0.3, 0.8] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
hasard = np.random.default_rng(10)
X, y = hasard.normal(size=(30, 3)), hasard.normal(size=30) + 2
for pas, etapes in [(0.05, 2), (0.02, 7), (0.2, 300)]:
    attendu = np.zeros(3)
    for _ in range(etapes):
        attendu = attendu - pas * (2 / 30) * (X.T @ (X @ attendu - y))
    obtenu = descendre(X, y, pas, etapes)
    assert proche(obtenu, attendu), (
        f"pas {pas}, {etapes} étapes : {np.round(attendu, 5)} attendu, {np.round(obtenu, 5)} obtenu"
    )
exact = np.linalg.lstsq(X, y, rcond=None)[0]
obtenu = descendre(X, y, 0.2, 2000)
assert np.allclose(obtenu, exact, atol=1e-6), (
    f"après 2000 étapes, la solution des moindres carrés : {np.round(exact, 5)} attendu, {np.round(obtenu, 5)} obtenu"
)
### END HIDDEN TESTS
