# %% [markdown]
# # Exercice 3.1 : couper un nœud
#
# Un arbre de décision n'est fait que d'une seule opération, répétée : trouver la question qui démêle le mieux un groupe.
# Vous allez l'écrire en trois briques.

# %%
import numpy as np

# %% [markdown]
# ## Question 1 : l'impureté de Gini (10 minutes)
#
# Écrivez `gini(etiquettes)` : 1 moins la somme des carrés des parts de chaque classe. Le nombre de classes n'est pas connu d'avance.
#
# Boîte à outils : `np.unique(etiquettes, return_counts=True)` renvoie les classes et leurs effectifs.


# %% solution="gini"
def gini(etiquettes):
    """Renvoie l'impureté de Gini d'un vecteur d'étiquettes non vide."""
    ### BEGIN SOLUTION
    _, effectifs = np.unique(etiquettes, return_counts=True)
    parts = effectifs / effectifs.sum()
    return 1 - np.sum(parts**2)
    ### END SOLUTION


# %% points=2 tests="gini"
obtenu = gini(np.array(["A", "A", "B", "B"]))
assert obtenu is not None and abs(obtenu - 0.5) < 1e-9, (
    f"gini de A, A, B, B : 0.5 attendu, {obtenu} obtenu"
)
obtenu = gini(np.array(["A", "A", "A"]))
assert abs(obtenu) < 1e-9, f"gini de A, A, A : 0 attendu (groupe pur), {obtenu} obtenu"
### BEGIN HIDDEN TESTS
for etiquettes, attendu in [
    ([0, 1, 2, 3], 0.75),
    ([5, 5, 5, 7], 0.375),
    (["x"], 0.0),
    ([1, 1, 2, 2, 3, 3, 3, 3, 3, 3], 0.56),
    ([0, 0, 0, 0, 1], 0.32),
]:
    obtenu = gini(np.array(etiquettes))
    assert abs(obtenu - attendu) < 1e-9, (
        f"gini de {etiquettes!r} : {attendu} attendu, {obtenu} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# Pour la suite, une impureté vous est donnée : elle sert aussi pour l'arbre de régression, où l'on prévoit un nombre.
# C'est la **variance** du groupe.


# %%
def variance(valeurs):
    """Renvoie la moyenne des carrés des écarts à la moyenne (0 pour un groupe vide)."""
    return float(np.var(valeurs)) if len(valeurs) else 0.0


# %% [markdown]
# ## Question 2 : ce qu'il reste après une question (10 minutes)
#
# Écrivez `reste(x, y, seuil)` : la question « x ≤ seuil ? » fait deux groupes ;
# renvoyez la moyenne de leurs variances (`variance` ci-dessus, appliquée aux `y`), **pondérée par leurs effectifs**.


# %% solution="reste"
def reste(x, y, seuil):
    """Renvoie la variance moyenne des y de part et d'autre du seuil, pondérée par les effectifs."""
    ### BEGIN SOLUTION
    gauche = y[x <= seuil]
    droite = y[x > seuil]
    return (len(gauche) * variance(gauche) + len(droite) * variance(droite)) / len(y)
    ### END SOLUTION


# %% points=2 tests="reste"
x, y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.0, 6.0, 8.0])
obtenu = reste(x, y, 2)
assert obtenu is not None and abs(obtenu - 0.5) < 1e-9, (
    f"x = 1, 2, 3, 4 ; y = 0, 0, 6, 8 ; seuil 2 : 0.5 attendu (variances 0 et 1), {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
x, y = np.array([5.0, 1.0, 3.0, 3.0, 9.0, 4.0]), np.array([2.0, 8.0, 4.0, 6.0, 1.0, 3.0])
for seuil, attendu in [
    (3.0, (3 * 8 / 3 + 3 * 2 / 3) / 6),
    (3.5, 10 / 6),
    (1.0, 5 * 2.96 / 6),
    (100.0, 34 / 6),
    (0.0, 34 / 6),
]:
    obtenu = reste(x, y, seuil)
    assert abs(obtenu - attendu) < 1e-9, (
        f"x = {x.tolist()}, y = {y.tolist()}, seuil {seuil} : {attendu:.4f} attendu, {obtenu:.4f} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : la meilleure question (15 minutes)
#
# Écrivez `meilleur_seuil(x, y)`. Les seuils possibles sont les **milieux** entre deux valeurs différentes et voisines de x.
# Renvoyez celui qui laisse le moins de variance ; en cas d'égalité, le plus petit. Si toutes les valeurs de x sont égales, aucune question n'est possible : renvoyez `None`.
#
# Boîte à outils : votre fonction `reste` ; `np.unique(x)` range les valeurs différentes ; `valeurs[:-1]` et `valeurs[1:]` sont décalées d'un cran.


# %% solution="meilleur-seuil"
def meilleur_seuil(x, y):
    """Renvoie le milieu qui laisse le moins de variance, ou None si x est constant."""
    ### BEGIN SOLUTION
    valeurs = np.unique(x)
    milieux = (valeurs[:-1] + valeurs[1:]) / 2
    if len(milieux) == 0:
        return None
    restes = [reste(x, y, milieu) for milieu in milieux]
    return milieux[np.argmin(restes)]
    ### END SOLUTION


# %% points=3 tests="meilleur-seuil"
obtenu = meilleur_seuil(np.array([4.0, 1.0, 3.0, 2.0]), np.array([8.0, 0.0, 6.0, 0.0]))
assert obtenu == 2.5, f"x = 4, 1, 3, 2 ; y = 8, 0, 6, 0 : 2.5 attendu, {obtenu} obtenu"
obtenu = meilleur_seuil(np.array([7.0, 7.0]), np.array([1.0, 2.0]))
assert obtenu is None, f"x constant : None attendu, {obtenu} obtenu"
### BEGIN HIDDEN TESTS
for x, y, attendu in [
    ([10.0, 20.0, 40.0, 80.0], [1.0, 1.0, 1.0, 9.0], 60.0),
    ([3.0, 1.0, 3.0, 1.0, 2.0], [5.0, 0.0, 6.0, 0.0, 0.5], 2.5),
    ([1.0, 2.0, 3.0], [0.0, 4.0, 0.0], 1.5),
    ([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], [0.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0, 9.0], 0.5),
    ([-2.0, -1.0], [3.0, 3.0], -1.5),
]:
    obtenu = meilleur_seuil(np.array(x), np.array(y))
    assert obtenu == attendu, f"x = {x}, y = {y} : {attendu} attendu, {obtenu} obtenu"
from sklearn.tree import DecisionTreeRegressor

for graine in [1, 2, 3]:
    hasard = np.random.default_rng(graine)
    x = hasard.normal(size=40)
    y = np.where(x > 0.3, 4, 1) + hasard.normal(size=40)
    attendu = DecisionTreeRegressor(max_depth=1).fit(x[:, None], y).tree_.threshold[0]
    obtenu = meilleur_seuil(x, y)
    assert abs(obtenu - attendu) < 1e-6, (
        f"nuage simulé, graine {graine}, comme un arbre de profondeur 1 : {attendu:.4f} attendu, {obtenu:.4f} obtenu"
    )
### END HIDDEN TESTS
