# %% [markdown]
# # Exercice 4.2 : regarder le passé
#
# Les trois briques d'un transformeur, avec NumPy. Environ 70 minutes, plus une question rédigée.

# %%
import numpy as np

Q = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])

# %% [markdown]
# ## Question 1 : l'attention causale (25 minutes)
#
# Écrivez `attention(Q, K, V)` pour trois tableaux de n lignes : les scores $QK^\top / \sqrt{d}$ (d : nombre de colonnes de Q), un **masque** qui interdit
# à chaque ligne les colonnes qui la suivent, une exponentielle normalisée par ligne **sans débordement**, puis le mélange des lignes de V.
# Renvoyez le couple (sortie, poids). Les tableaux reçus ne changent pas.


# %% solution="attention"
def attention(Q, K, V):
    """Renvoie (sortie, poids) de l'attention causale."""
    ### BEGIN SOLUTION
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    scores = np.where(np.tri(len(scores), dtype=bool), scores, -np.inf)
    poids = np.exp(scores - scores.max(axis=1, keepdims=True))
    poids = poids / poids.sum(axis=1, keepdims=True)
    return poids @ V, poids
    ### END SOLUTION


# %% points=4 tests="attention"
sortie, poids = attention(Q, np.zeros((3, 2)), np.array([[6.0], [0.0], [3.0]]))
assert np.allclose(poids, [[1, 0, 0], [0.5, 0.5, 0], [1 / 3, 1 / 3, 1 / 3]]), (
    "clés nulles : poids égaux sur soi-même et le passé, 0 sur l'avenir attendus, "
    f"{np.round(poids, 3).tolist()!r} obtenu"
)
assert np.allclose(sortie, [[6], [3], [3]]), (
    f"sortie [[6], [3], [3]] attendue, {np.round(sortie, 3).tolist()!r} obtenue"
)
### BEGIN HIDDEN TESTS
import math

for graine, n, d, e, echelle in [(1, 5, 4, 3, 1.0), (2, 3, 1, 2, 5.0), (3, 6, 9, 1, 800.0)]:
    tirage = np.random.default_rng(graine)
    q, k, v = (
        tirage.normal(size=(n, d)) * echelle,
        tirage.normal(size=(n, d)),
        tirage.normal(size=(n, e)),
    )
    copies = q.copy(), k.copy(), v.copy()
    attendu = np.zeros((n, n))
    for i in range(n):
        s = [float(q[i] @ k[j]) / math.sqrt(d) for j in range(i + 1)]
        p = [math.exp(x - max(s)) for x in s]
        attendu[i, : i + 1] = np.array(p) / sum(p)
    sortie, poids = attention(q, k, v)
    assert np.allclose(poids, attendu), (
        f"n = {n}, d = {d}, échelle {echelle} : poids {attendu.round(3).tolist()!r} attendus, {np.round(poids, 3).tolist()!r} obtenus"
    )
    assert np.allclose(sortie, attendu @ v), (
        f"n = {n}, d = {d} : sortie {np.round(attendu @ v, 3).tolist()!r} attendue, {np.round(sortie, 3).tolist()!r} obtenue"
    )
    assert all(np.array_equal(a, b) for a, b in zip(copies, (q, k, v))), (
        "les tableaux reçus doivent rester intacts"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : normaliser une couche (12 minutes)
#
# Écrivez `norme_de_couche(X, gain, biais, epsilon=1e-5)` : chaque **ligne** moins sa moyenne, divisée par $\sqrt{\text{variance} + \epsilon}$ (variance : division par le nombre de colonnes),
# puis multipliée par `gain` et augmentée de `biais` (deux vecteurs, un nombre par colonne).


# %% solution="norme"
def norme_de_couche(X, gain, biais, epsilon=1e-5):
    """Renvoie les lignes centrées, réduites, puis ajustées par gain et biais."""
    ### BEGIN SOLUTION
    moyenne = X.mean(axis=1, keepdims=True)
    variance = X.var(axis=1, keepdims=True)
    return (X - moyenne) / np.sqrt(variance + epsilon) * gain + biais
    ### END SOLUTION


# %% points=2 tests="norme"
obtenu = np.asarray(
    norme_de_couche(np.array([[1.0, 3.0]]), np.array([1.0, 2.0]), np.array([0.0, 10.0]), 0.0)
)
assert np.allclose(obtenu, [[-1, 12]]), (
    f"ligne [1, 3], gain [1, 2], biais [0, 10] : [[-1, 12]] attendu, {obtenu.tolist()!r} obtenu"
)
### BEGIN HIDDEN TESTS
X = np.array([[0.0, 0.0, 6.0], [5.0, 5.0, 5.0]])
un, zero = np.ones(3), np.zeros(3)
obtenu = np.asarray(norme_de_couche(X, un, zero, 1.0))
attendu = [[-2 / 3, -2 / 3, 4 / 3], [0, 0, 0]]
assert np.allclose(obtenu, attendu), (
    f"epsilon 1 : {np.round(attendu, 3).tolist()!r} attendu, {obtenu.round(3).tolist()!r} obtenu"
)
obtenu = np.asarray(norme_de_couche(X, np.array([1.0, 0.0, 3.0]), np.array([5.0, 6.0, -1.0])))
r = 8 + 1e-5
attendu = [[5 - 2 / r**0.5, 6, 12 / r**0.5 - 1], [5, 6, -1]]
assert np.allclose(obtenu, attendu, atol=1e-9), (
    f"epsilon par défaut : {np.round(attendu, 4).tolist()!r} attendu, {obtenu.round(4).tolist()!r} obtenu"
)
obtenu = np.asarray(norme_de_couche(np.array([[0.001, -0.001]]), np.ones(2), np.zeros(2)))
assert np.allclose(obtenu, [[0.001 / 1.1e-5**0.5, -0.001 / 1.1e-5**0.5]]), (
    f"petite variance : epsilon sous la racine attendu, {obtenu.round(4).tolist()!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : choisir la suite (15 minutes)
#
# Écrivez `distribution(scores, temperature, k)` : les probabilités du jeton suivant quand on ne garde que les **k plus grands scores** (à égalité, les plus petits indices),
# divisés par la température, les autres jetons ayant la probabilité 0. `temperature` doit être strictement positive et k au moins 1, sinon `ValueError`.
# Un k plus grand que le nombre de jetons garde tout.


# %% solution="choisir-la-suite"
def distribution(scores, temperature, k):
    """Renvoie les probabilités des k meilleurs jetons, 0 pour les autres."""
    ### BEGIN SOLUTION
    if temperature <= 0 or k < 1:
        raise ValueError("température > 0 et k >= 1 attendus")
    scores = np.asarray(scores, dtype=float)
    gardes = np.argsort(-scores, kind="stable")[:k]
    probabilites = np.zeros(len(scores))
    probabilites[gardes] = np.exp((scores[gardes] - scores.max()) / temperature)
    return probabilites / probabilites.sum()
    ### END SOLUTION


# %% points=3 tests="choisir-la-suite"
obtenu = np.asarray(distribution([0.0, np.log(3.0), -5.0], 1.0, 2))
assert np.allclose(obtenu, [0.25, 0.75, 0]), (
    f"deux meilleurs : [0.25, 0.75, 0] attendu, {obtenu.tolist()!r} obtenu"
)
### BEGIN HIDDEN TESTS
for scores, temperature, k, attendu in [
    ([1.0, 1.0, 1.0], 0.7, 2, [0.5, 0.5, 0]),
    ([0.0, 2 * np.log(2.0)], 2.0, 5, [1 / 3, 2 / 3]),
    ([5.0, 9.0, 7.0], 1.0, 1, [0, 1, 0]),
    ([3000.0, 0.0, 3000.0 - np.log(4.0)], 1.0, 2, [0.8, 0, 0.2]),
    ([-1.0, -1.0 - 0.5 * np.log(3.0)], 0.5, 2, [0.75, 0.25]),
    ([0.0, 1.0] * 40, 1.0, 3, [0, 1 / 3] * 3 + [0] * 74),
]:
    obtenu = np.asarray(distribution(scores, temperature, k))
    assert np.allclose(obtenu, attendu), (
        f"scores {scores!r}, température {temperature}, k = {k} : {attendu!r} attendu, {obtenu.tolist()!r} obtenu"
    )
for temperature, k in [(0, 1), (-1.0, 2), (1.0, 0)]:
    try:
        obtenu = distribution([1.0, 2.0], temperature, k)
    except ValueError:
        obtenu = "ValueError"
    assert isinstance(obtenu, str), (
        f"température {temperature}, k = {k} : ValueError attendue, {np.asarray(obtenu).tolist()!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : 12 contre 19 (12 minutes)
#
# Deux équipes annoncent une perplexité sur « le français » : 12 pour l'une, 19 pour l'autre. La première découpe en octets, la seconde en 32 000 jetons ;
# la première a gardé son corpus d'essai dans l'apprentissage. En dix lignes : pourquoi ces nombres ne se comparent-ils pas, comment les rendre comparables
# (une mesure précise), et que demandez-vous avant de croire la première équipe ?

# %% [markdown] points=3 written="perplexites-comparees"
# **Réponse attendue.** La perplexité est par jeton : hésiter entre 12 octets ou entre 19 jetons d'une dizaine de lettres n'a pas le même sens ; un texte compte bien plus d'octets que de jetons.
# Rendre comparable : bits par caractère (ou par octet), soit la somme des -log2 p divisée par le nombre de caractères du même texte d'essai.
# La première équipe a jugé son modèle sur ce qu'il a appris : demander un essai postérieur ou mis de côté, dédoublonné, avec une vérification de contamination ;
# et une référence simple (trigrammes) sur le même texte.
#
# **Barème.** 1 point : dépend du découpage, avec la raison. 1 point : bits par caractère ou équivalent. 1 point : essai propre et référence.
