# %% [markdown]
# # Quiz de départ : ce que le cours suppose connu
#
# Trois questions de trois minutes. Elles ne comptent que pour vous.

# %%
import numpy as np

# %% [markdown]
# ## Question 1 : des fréquences
#
# Écrivez `frequences(mots)` : un dictionnaire mot → part de la liste (entre 0 et 1). Liste vide : dictionnaire vide.


# %% solution="frequences"
def frequences(mots):
    """Renvoie la part de chaque mot dans la liste."""
    ### BEGIN SOLUTION
    return {mot: mots.count(mot) / len(mots) for mot in mots}
    ### END SOLUTION


# %% points=1 tests="frequences"
obtenu = frequences(["a", "b", "a", "c"])
assert obtenu == {"a": 0.5, "b": 0.25, "c": 0.25}, (
    f"frequences(['a', 'b', 'a', 'c']) : a 0.5, b 0.25, c 0.25 attendus, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for mots, attendu in [
    ([], {}),
    (["x"], {"x": 1.0}),
    (["y", "y", "y", "z"], {"y": 0.75, "z": 0.25}),
]:
    obtenu = frequences(mots)
    assert obtenu == attendu, f"frequences({mots!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : une exponentielle normalisée
#
# Écrivez `softmax(x)` pour un vecteur NumPy : exponentielles divisées par leur somme, **sans débordement** pour de grands nombres.


# %% solution="softmax"
def softmax(x):
    """Renvoie l'exponentielle normalisée du vecteur."""
    ### BEGIN SOLUTION
    poids = np.exp(x - np.max(x))
    return poids / poids.sum()
    ### END SOLUTION


# %% points=1 tests="softmax"
obtenu = np.asarray(softmax(np.array([0.0, 0.0])))
assert np.allclose(obtenu, [0.5, 0.5]), (
    f"softmax([0, 0]) : [0.5, 0.5] attendu, {obtenu.tolist()!r} obtenu"
)
### BEGIN HIDDEN TESTS
for x, attendu in [
    ([np.log(3.0), 0.0], [0.75, 0.25]),
    ([1000.0, 1000.0, -1000.0], [0.5, 0.5, 0.0]),
    ([-900.0, -900.0 + np.log(4.0)], [0.2, 0.8]),
    ([7.0], [1.0]),
]:
    obtenu = np.asarray(softmax(np.array(x)))
    assert np.allclose(obtenu, attendu), (
        f"softmax({x!r}) : {attendu!r} attendu, {obtenu.tolist()!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : un tri à deux clés
#
# Écrivez `plus_longs(mots, n)` : les n mots les plus longs, les plus longs d'abord, par ordre alphabétique à longueur égale.


# %% solution="plus-longs"
def plus_longs(mots, n):
    """Renvoie les n mots les plus longs, puis par ordre alphabétique."""
    ### BEGIN SOLUTION
    return sorted(mots, key=lambda mot: (-len(mot), mot))[:n]
    ### END SOLUTION


# %% points=1 tests="plus-longs"
obtenu = plus_longs(["au", "corpus", "texte", "jeton"], 2)
assert obtenu == ["corpus", "jeton"], (
    f"deux plus longs : ['corpus', 'jeton'] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for mots, n, attendu in [
    ([], 3, []),
    (["b", "a", "cc"], 5, ["cc", "a", "b"]),
    (["zz", "aa", "mm"], 2, ["aa", "mm"]),
    (["x", "yy"], 0, []),
]:
    obtenu = plus_longs(mots, n)
    assert obtenu == attendu, f"plus_longs({mots!r}, {n}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS
