# %% [markdown]
# # Exercice 4.1 : mesurer un modèle
#
# Avant d'entraîner, savoir juger. Environ 55 minutes.

# %%
import math

import numpy as np

suite = np.array([0, 1, 0, 1, 2, 0])

# %% [markdown]
# ## Question 1 : la perplexité (10 minutes)
#
# Écrivez `perplexite(probabilites)` : l'exponentielle de la moyenne de $-\ln p$ sur les probabilités données aux vrais jetons. Une probabilité nulle : `math.inf`.
# Une liste vide, ou une valeur hors de [0, 1] : levez une `ValueError` avec un message à vous, **avant** de calculer.


# %% solution="perplexite"
def perplexite(probabilites):
    """Renvoie la perplexité."""
    ### BEGIN SOLUTION
    if len(probabilites) == 0 or min(probabilites) < 0 or max(probabilites) > 1:
        raise ValueError("probabilités entre 0 et 1 attendues")
    if min(probabilites) == 0:
        return math.inf
    return math.exp(-sum(math.log(p) for p in probabilites) / len(probabilites))
    ### END SOLUTION


# %% points=2 tests="perplexite"
obtenu = perplexite([0.25, 0.25])
assert abs(obtenu - 4) < 1e-9, f"hésiter entre quatre : 4 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for p, attendu in [
    ([1.0], 1.0),
    ([0.5, 0.125], 4.0),
    ([1, 1, 1, 0.5], 2**0.25),
    ([0.5, 0.0], math.inf),
    ([0.1] * 7, 10.0),
]:
    obtenu = perplexite(p)
    assert obtenu == attendu or abs(obtenu - attendu) < 1e-9, (
        f"perplexite({p!r}) : {attendu} attendu, {obtenu!r} obtenu"
    )
for p in ([], [0.5, 1.5], [-0.1, 0.5], [-0.1, 0.0]):
    try:
        obtenu = perplexite(p)
    except ValueError as erreur:
        obtenu = (
            "message de Python"
            if "math domain" in str(erreur) or "empty" in str(erreur)
            else "ValueError"
        )
    except ZeroDivisionError:
        obtenu = "ZeroDivisionError"
    assert obtenu == "ValueError", (
        f"perplexite({p!r}) : ValueError avec un message à vous attendue, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : le bigramme lissé (15 minutes)
#
# Écrivez `bigramme(suite, taille, ajout)` : le tableau (taille, taille) des probabilités, ligne = jeton courant, colonne = jeton suivant,
# estimées par comptage des couples voisins, avec `ajout` ajouté à chaque compte. Chaque ligne fait 1. `ajout` négatif ou nul : `ValueError`.


# %% solution="bigramme"
def bigramme(suite, taille, ajout):
    """Renvoie les probabilités lissées du jeton suivant."""
    ### BEGIN SOLUTION
    if ajout <= 0:
        raise ValueError("ajout > 0 attendu")
    comptes = np.full((taille, taille), float(ajout))
    for courant, suivant in zip(suite, suite[1:]):
        comptes[courant, suivant] += 1
    return comptes / comptes.sum(axis=1, keepdims=True)
    ### END SOLUTION


# %% points=2 tests="bigramme"
obtenu = np.asarray(bigramme(suite, 3, 1.0))
attendu = [[0.2, 0.6, 0.2], [0.4, 0.2, 0.4], [0.5, 0.25, 0.25]]
assert np.allclose(obtenu, attendu), (
    f"bigramme(suite, 3, 1.0) : {attendu!r} attendu, {obtenu.round(3).tolist()!r} obtenu"
)
### BEGIN HIDDEN TESTS
for jetons, taille, ajout, attendu in [
    ([1, 1, 1, 0], 2, 0.5, [[0.5, 0.5], [0.375, 0.625]]),
    ([0], 2, 3.0, [[0.5, 0.5], [0.5, 0.5]]),
    ([2, 0, 2, 0], 3, 1.0, [[0.25, 0.25, 0.5], [1 / 3] * 3, [0.6, 0.2, 0.2]]),
]:
    obtenu = np.asarray(bigramme(np.array(jetons), taille, ajout))
    assert np.allclose(obtenu, attendu), (
        f"suite {jetons!r}, ajout {ajout} : {np.round(attendu, 3).tolist()!r} attendu, {obtenu.round(3).tolist()!r} obtenu"
    )
for ajout in (0, -1.0):
    try:
        obtenu = bigramme(np.array([0, 1]), 2, ajout)
    except ValueError:
        obtenu = "ValueError"
    assert isinstance(obtenu, str), (
        f"ajout {ajout} : ValueError attendue, {np.asarray(obtenu).tolist()!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : l'énergie, deux fois (10 minutes)
#
# Écrivez `requetes_egales(puissance_w, heures, wh_par_requete)` : le nombre **entier** de requêtes à partir duquel l'usage a consommé **au moins autant** que l'entraînement.
# Une requête qui ne consomme rien : `None`.


# %% solution="energie"
def requetes_egales(puissance_w, heures, wh_par_requete):
    """Renvoie le nombre de requêtes dont l'énergie atteint celle de l'entraînement."""
    ### BEGIN SOLUTION
    if wh_par_requete == 0:
        return None
    return math.ceil(puissance_w * heures / wh_par_requete - 1e-9)
    ### END SOLUTION


# %% points=1 tests="energie"
obtenu = requetes_egales(30, 2, 0.5)
assert obtenu == 120, f"60 Wh d'entraînement, 0,5 Wh par requête : 120 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for arguments, attendu in [
    ((100, 1, 3), 34),
    ((0, 5, 1), 0),
    ((250, 0.1, 0.1), 250),
    ((10, 10, 0), None),
    ((7, 1, 2), 4),
]:
    obtenu = requetes_egales(*arguments)
    assert obtenu == attendu, f"requetes_egales{arguments} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS
