# %% [markdown]
# # Quiz de départ : ce que le cours suppose connu
#
# Cinq questions de trois à cinq minutes, pour vérifier que vous avez les outils en main : fonctions, tableaux NumPy, pandas, un peu de calcul.
# Elles ne comptent que pour vous. Si deux d'entre elles résistent, commencez par *Découvrir l'IA par les données*.

# %%
import numpy as np
import pandas as pd

# %% [markdown]
# ## Question 1 : une fonction et une boucle
#
# Écrivez `carres`, qui reçoit une liste de nombres et renvoie la somme des carrés des nombres **strictement plus grands que 2**.


# %% solution="carres"
def carres(nombres):
    """Renvoie la somme des carrés des nombres strictement plus grands que 2."""
    ### BEGIN SOLUTION
    return sum(x**2 for x in nombres if x > 2)
    ### END SOLUTION


# %% points=1 tests="carres"
obtenu = carres([1, -5, 3, 4])
assert obtenu == 25, f"carres([1, -5, 3, 4]) : 25 attendu (9 + 16), {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for nombres, attendu in [
    ([], 0),
    ([-1, -5], 0),
    ([2, 2.5, 4], 22.25),
    ([3, 3, -3], 18),
    ([5, 1.5], 25),
]:
    obtenu = carres(nombres)
    assert obtenu == attendu, f"carres({nombres!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : le bon axe
#
# Un tableau NumPy a une ligne par échantillon et une colonne par mesure.
# Écrivez `moyennes`, qui renvoie la moyenne de **chaque mesure**.


# %% solution="moyennes"
def moyennes(tableau):
    """Renvoie la moyenne de chaque colonne du tableau (n, d)."""
    ### BEGIN SOLUTION
    return tableau.mean(axis=0)
    ### END SOLUTION


# %% points=1 tests="moyennes"
obtenu = moyennes(np.array([[1.0, 10.0], [3.0, 30.0]]))
assert np.shape(obtenu) == (2,), f"deux moyennes attendues, une par colonne, {obtenu!r} obtenu"
assert np.allclose(obtenu, [2, 20]), (
    f"moyennes([[1, 10], [3, 30]]) : [2, 20] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
obtenu = moyennes(np.array([[1.0, 2.0, 9.0], [3.0, 2.0, 1.0], [5.0, 2.0, 2.0], [7.0, 6.0, 0.0]]))
assert np.shape(obtenu) == (3,), (
    f"trois moyennes attendues pour un tableau (4, 3), {obtenu!r} obtenu"
)
assert np.allclose(obtenu, [4, 3, 3]), (
    f"colonnes 1-3-5-7, 2-2-2-6, 9-1-2-0 : [4, 3, 3] attendu, {obtenu!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : un masque
#
# Un capteur en panne note une valeur négative. Écrivez `masquer_pannes`, qui reçoit un vecteur NumPy de nombres à virgule
# et renvoie un **nouveau** vecteur où les valeurs strictement négatives sont remplacées par `np.nan`.


# %% solution="masque"
def masquer_pannes(vecteur):
    """Renvoie une copie du vecteur dont les valeurs négatives sont remplacées par np.nan."""
    ### BEGIN SOLUTION
    propre = vecteur.copy()
    propre[propre < 0] = np.nan
    return propre
    ### END SOLUTION


# %% points=1 tests="masque"
obtenu = masquer_pannes(np.array([2.0, -1.0, 0.0]))
assert np.array_equal(obtenu, [2, np.nan, 0], equal_nan=True), (
    f"masquer_pannes([2, -1, 0]) : [2, nan, 0] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
depart = np.array([-0.5, 7.0, -3.0, 0.25, 1.0, 0.0])
obtenu = masquer_pannes(depart)
assert np.array_equal(obtenu, [np.nan, 7, np.nan, 0.25, 1, 0], equal_nan=True), (
    f"masquer_pannes([-0.5, 7, -3, 0.25, 1, 0]) : [nan, 7, nan, 0.25, 1, 0] attendu, {obtenu!r} obtenu"
)
assert np.array_equal(depart, [-0.5, 7, -3, 0.25, 1, 0]), (
    f"le vecteur reçu doit rester intact : [-0.5, 7, -3, 0.25, 1, 0] attendu, {depart!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : grouper
#
# Écrivez `mediane_par_site`, qui reçoit un tableau pandas avec les colonnes `site` et `valeur`
# et renvoie la médiane des valeurs de chaque site (série ou dictionnaire).


# %% solution="grouper"
def mediane_par_site(tableau):
    """Renvoie la médiane de la colonne valeur pour chaque site."""
    ### BEGIN SOLUTION
    return tableau.groupby("site")["valeur"].median()
    ### END SOLUTION


# %% points=1 tests="grouper"
obtenu = mediane_par_site(
    pd.DataFrame({"site": ["Metz", "Metz", "Bar"], "valeur": [1.0, 3.0, 8.0]})
)
obtenu = {site: float(m) for site, m in dict(obtenu).items()}
assert obtenu == {"Bar": 8.0, "Metz": 2.0}, (
    f"{{'Bar': 8.0, 'Metz': 2.0}} attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
releves = pd.DataFrame(
    {"valeur": [5.0, 1.0, 100.0, 2.0, 4.0], "site": ["a", "b", "a", "a", "b"], "autre": 0}
)
obtenu = {site: float(m) for site, m in dict(mediane_par_site(releves)).items()}
assert obtenu == {"a": 5.0, "b": 2.5}, f"{{'a': 5.0, 'b': 2.5}} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 5 : une pente
#
# La dérivée d'une fonction en un point s'approche par (f(x + h) − f(x − h)) / (2h), avec h petit.
# Voici f. Écrivez `pente`, qui renvoie cette approximation pour la fonction f donnée, en x, avec le pas h.


# %%
def f(x):
    """La fonction étudiée : le cube, moins le double."""
    return x**3 - 2 * x


# %% solution="pente"
def pente(x, h):
    """Renvoie l'approximation centrée de la dérivée de f en x."""
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION


# %% points=1 tests="pente"
obtenu = pente(1, 0.001)
assert abs(obtenu - 1) < 0.001, (
    f"pente(1, 0.001) : 1 environ attendu (3x² - 2 en 1), {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for x, h, attendu in [(0, 0.5, -1.75), (2, 1, 11.0), (-1, 0.25, 1.0625)]:
    obtenu = pente(x, h)
    assert abs(obtenu - attendu) < 1e-9, f"pente({x}, {h}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS
