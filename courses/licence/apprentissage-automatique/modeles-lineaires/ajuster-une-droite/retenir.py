# %% [markdown]
# # Exercice 2.2 : retenir, prévoir une chance, lire
#
# La pénalité ridge, la sigmoïde et la lecture des coefficients.

# %%
import numpy as np
import pandas as pd
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.preprocessing import StandardScaler

# %% [markdown]
# ## Question 1 : la ridge, par sa formule (10 minutes)
#
# La régression ridge minimise la **somme** des carrés des écarts plus α fois la somme des carrés des poids (sans biais).
# Sa solution vérifie (XᵀX + α I) w = Xᵀy, où I est la matrice identité.
# Écrivez `ridge(X, y, alpha)`. Boîte à outils : `np.eye(d)`, `np.linalg.solve(A, b)` résout A w = b.


# %% solution="ridge"
def ridge(X, y, alpha):
    """Renvoie les poids de la régression ridge sans biais."""
    ### BEGIN SOLUTION
    carre = X.T @ X
    return np.linalg.solve(carre + alpha * np.eye(len(carre)), X.T @ y)
    ### END SOLUTION


# %% points=2 tests="ridge"
obtenu = ridge(np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([3.0, 4.0]), 1.0)
assert np.shape(obtenu) == (2,), f"deux poids attendus, {obtenu!r} obtenu"
assert np.allclose(obtenu, [1.5, 1.6]), (
    f"X = [[1, 0], [0, 2]], y = [3, 4], alpha 1 : [1.5, 1.6] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
hasard = np.random.default_rng(0)
X, y = hasard.normal(size=(20, 5)), hasard.normal(size=20) * 3 + 1
for alpha in [0.0, 0.5, 30.0]:
    attendu = (
        Ridge(alpha=alpha, fit_intercept=False).fit(X, y).coef_
        if alpha
        else np.linalg.lstsq(X, y, rcond=None)[0]
    )
    obtenu = ridge(X, y, alpha)
    assert np.shape(obtenu) == (5,), f"cinq poids attendus, {obtenu!r} obtenu"
    assert np.allclose(obtenu, attendu), (
        f"tableau simulé (20, 5), alpha {alpha} : {np.round(attendu, 4)} attendu, {np.round(obtenu, 4)} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : la sigmoïde et sa décision (10 minutes)
#
# Écrivez `probabilites(X, poids, biais)` : pour chaque ligne, z = la prévision linéaire, puis 1 / (1 + e^(−z)).


# %% solution="probabilites"
def probabilites(X, poids, biais):
    """Renvoie la probabilité annoncée par la régression logistique pour chaque ligne de X."""
    ### BEGIN SOLUTION
    return 1 / (1 + np.exp(-(X @ poids + biais)))
    ### END SOLUTION


# %% points=2 tests="probabilites"
obtenu = probabilites(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([2.0, -1.0]), 0.0)
assert np.shape(obtenu) == (2,), f"deux probabilités attendues, {obtenu!r} obtenu"
assert np.allclose(obtenu, [0.5, 0.731059], atol=1e-5), (
    f"z = 0 puis z = 1 : [0.5, 0.73106] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
hasard = np.random.default_rng(5)
X, poids = hasard.normal(size=(7, 3)), np.array([1.5, -2.0, 0.5])
for biais in [-1.25, 3.0]:
    attendu = [np.exp(ligne @ poids + biais) / (1 + np.exp(ligne @ poids + biais)) for ligne in X]
    obtenu = probabilites(X, poids, biais)
    assert np.shape(obtenu) == (7,), f"sept probabilités attendues, {obtenu!r} obtenu"
    assert np.allclose(obtenu, attendu), (
        f"biais {biais} : {np.round(attendu, 4)} attendu, {np.round(obtenu, 4)} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : des coefficients que l'on peut comparer (10 minutes)
#
# Écrivez `effets(tableau, y)`, qui met les colonnes à l'échelle (`StandardScaler`), ajuste une `LinearRegression`,
# et renvoie une série pandas : un coefficient par nom de colonne, rangés du plus grand au plus petit **en valeur absolue**.
#
# Boîte à outils : `serie.sort_values(key=abs, ascending=False)`.


# %% solution="effets"
def effets(tableau, y):
    """Renvoie les coefficients à échelle égale, du plus fort au plus faible en valeur absolue."""
    ### BEGIN SOLUTION
    modele = LinearRegression().fit(StandardScaler().fit_transform(tableau), y)
    return pd.Series(modele.coef_, index=tableau.columns).sort_values(key=abs, ascending=False)
    ### END SOLUTION


# %% points=2 tests="effets"
sante = load_diabetes(as_frame=True, scaled=False).frame
obtenu = effets(sante[["age", "bmi", "bp"]], sante["target"])
assert isinstance(obtenu, pd.Series), f"une série pandas attendue, {type(obtenu).__name__} obtenu"
assert list(obtenu.index) == ["bmi", "bp", "age"], (
    f"ordre ['bmi', 'bp', 'age'] attendu, {list(obtenu.index)!r} obtenu"
)
assert np.allclose(obtenu, [37.52, 18.75, 1.24], atol=0.01), (
    f"effets [37.52, 18.75, 1.24] attendus, {np.round(list(obtenu), 2)} obtenus"
)
### BEGIN HIDDEN TESTS
hasard = np.random.default_rng(9)
tableau = pd.DataFrame(
    hasard.normal(size=(50, 4)) * [1, 100, 0.01, 5] + 7, columns=["w", "x", "y", "z"]
)
cible = 2 * tableau["w"] - 0.5 * tableau["x"] + 300 * tableau["y"] + hasard.normal(size=50)
attendu = pd.Series(
    LinearRegression().fit(StandardScaler().fit_transform(tableau), cible).coef_,
    index=tableau.columns,
)
obtenu = effets(tableau, cible)
assert isinstance(obtenu, pd.Series), f"une série pandas attendue, {type(obtenu).__name__} obtenu"
ordre = list(attendu.abs().sort_values(ascending=False).index)
assert list(obtenu.index) == ordre, (
    f"du plus fort au plus faible : {ordre!r} attendu, {list(obtenu.index)!r} obtenu"
)
for nom in ordre:
    assert abs(obtenu[nom] - attendu[nom]) < 1e-6, (
        f"effet de {nom!r}, unités très différentes : {attendu[nom]:.3f} attendu, {obtenu[nom]:.3f} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : ce que dit un coefficient (15 minutes)
#
# Sur les données d'une coopérative (inventées), Salomé ajuste le prix de vente d'un vin au litre, toutes variables à la même échelle :
#
# | variable | effet d'un écart type (€) | intervalle à 90 % |
# |---|---|---|
# | note du jury | +1,9 | +1,6 à +2,2 |
# | rendement de la parcelle | −0,8 | −1,0 à −0,5 |
# | pente du terrain | +2,6 | −0,4 à +5,7 |
# | altitude du terrain | −1,7 | −4,9 à +1,4 |
# | nombre d'heures de taille | +0,1 | −0,2 à +0,3 |
#
# R² en validation croisée : 0,48, contre 0,41 avec la note du jury seule. Pente et altitude sont corrélées à 0,93.
# Elle conclut : « Plantons en pente, c'est la variable la plus forte ; et cessons de tailler, cela ne sert à rien. »
#
# En 8 à 15 lignes, répondez-lui : que peut-on dire de chaque variable, que ne peut-on pas dire, et quelle analyse ou quelle expérience proposez-vous ?

# %% [markdown] points=3 written="coefficients"
# **Éléments attendus.** Pente et altitude : corrélées à 0,93, gros coefficients de signes contraires, intervalles qui contiennent zéro ;
# le modèle ne sait pas les séparer ; n'en garder qu'une ou les combiner, et comparer le R². « La plus forte » ne se lit pas sur la valeur seule.
# Note du jury et rendement : stables, mais « à autres variables égales » et sans cause : le jury et le prix peuvent dépendre tous deux de la réputation.
# Taille : un effet proche de zéro dans ces données ne dit pas qu'elle ne sert à rien : toutes les parcelles sont taillées à peu près pareil,
# l'effet peut passer par le rendement ou la note, déjà dans le modèle. Pour le savoir : une expérience, des rangs taillés et non taillés, tirés au sort.
# Le gain sur la note seule est modeste (0,48 contre 0,41) ; donner son étalement.
#
# **Barème.** 1 point : corrélation, intervalles et signes de pente et altitude, avec une analyse proposée.
# 1 point : association et cause, ou « à autres variables égales », sur un exemple précis. 1 point : la taille, avec une raison **et** une expérience ou une comparaison.
