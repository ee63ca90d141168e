# %% [markdown]
# # Exercice 5.1 : la perte contrastive
#
# Les briques d'un alignement, et deux façons de le mettre en doute. Environ 100 minutes, plus une question rédigée.

# %%
import math

import numpy as np

A = np.array([[1.0, 0.0], [0.0, 1.0]])
B = np.array([[0.6, 0.8], [0.8, 0.6]])

# %% [markdown]
# ## Question 1 : la longueur 1 (8 minutes)
#
# Écrivez `unite(Z)` : les lignes de Z divisées par leur longueur ; une ligne nulle reste nulle. Z ne change pas.


# %% solution="unite"
def unite(Z):
    """Renvoie les lignes ramenées à la longueur 1, les lignes nulles inchangées."""
    ### BEGIN SOLUTION
    longueurs = np.linalg.norm(Z, axis=1, keepdims=True)
    return Z / np.where(longueurs == 0, 1, longueurs)
    ### END SOLUTION


# %% points=1 tests="unite"
obtenu = np.asarray(unite(np.array([[3.0, 4.0], [0.0, 0.0]])))
assert np.allclose(obtenu, [[0.6, 0.8], [0, 0]]), (
    f"[[0.6, 0.8], [0, 0]] attendu, {obtenu.tolist()!r} obtenu"
)
### BEGIN HIDDEN TESTS
Z = np.array([[0.0, -2.0, 0.0], [1.0, 2.0, 2.0], [1e-9, 0.0, 0.0]])
copie = Z.copy()
obtenu = np.asarray(unite(Z))
assert np.allclose(obtenu, [[0, -1, 0], [1 / 3, 2 / 3, 2 / 3], [1, 0, 0]]), (
    f"lignes de longueur 1 attendues, {obtenu.round(4).tolist()!r} obtenu"
)
assert np.array_equal(Z, copie), "le tableau reçu doit rester intact"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : la perte (25 minutes)
#
# Écrivez `perte(A, B, temperature)` pour deux tableaux de n lignes : $S = A B^\top / \text{temperature}$ ; pour chaque ligne i, l'entropie croisée
# $\ln \sum_j e^{S_{ij}} - S_{ii}$ ; de même pour chaque **colonne** ; la moyenne des deux moyennes. Sans débordement. Température non positive : `ValueError`.


# %% solution="perte"
def perte(A, B, temperature):
    """Renvoie la perte contrastive symétrique."""
    ### BEGIN SOLUTION
    if temperature <= 0:
        raise ValueError("température > 0 attendue")
    S = A @ B.T / temperature
    lignes = np.logaddexp.reduce(S, axis=1) - np.diag(S)
    colonnes = np.logaddexp.reduce(S, axis=0) - np.diag(S)
    return float(np.mean(lignes) + np.mean(colonnes)) / 2
    ### END SOLUTION


# %% points=4 tests="perte"
obtenu = perte(A, A, 1.0)
assert abs(obtenu - math.log(1 + math.exp(-1))) < 1e-9, (
    f"deux paires parfaites, température 1 : {math.log(1 + math.exp(-1)):.6f} attendu, {obtenu!r} obtenu"
)


### BEGIN HIDDEN TESTS
def reference(A, B, t):
    S = [[float(a @ b) / t for b in B] for a in A]
    total = 0.0
    for T in (S, [list(c) for c in zip(*S)]):
        total += sum(
            max(x) + math.log(sum(math.exp(v - max(x)) for v in x)) - x[i] for i, x in enumerate(T)
        ) / len(T)
    return total / 2


for graine, n, d, t in [(1, 4, 3, 1.0), (2, 6, 2, 0.1), (3, 3, 5, 0.001), (4, 1, 2, 0.5)]:
    tirage = np.random.default_rng(graine)
    a, b = tirage.normal(size=(n, d)), tirage.normal(size=(n, d))
    attendu, obtenu = reference(a, b, t), perte(a, b, t)
    assert abs(obtenu - attendu) < 1e-6 * max(1, abs(attendu)), (
        f"n = {n}, température {t} : {attendu:.6f} attendu, {obtenu!r} obtenu"
    )
for t in (0, -1.0):
    try:
        obtenu = perte(A, B, t)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"température {t} : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : le rappel à k (15 minutes)
#
# Écrivez `rappel(A, B, k)` : la part des lignes i de A dont la ligne i de B est parmi les k plus ressemblantes (produit scalaire).
# Soyez **sévère** : les candidats exactement aussi ressemblants que le bon passent devant lui. Aucune ligne : `None`.


# %% solution="rappel"
def rappel(A, B, k):
    """Renvoie le rappel à k, les ex æquo comptés contre."""
    ### BEGIN SOLUTION
    if len(A) == 0:
        return None
    S = A @ B.T
    devant = (S >= np.diag(S)[:, None]).sum(axis=1) - 1
    return float(np.mean(devant < k))
    ### END SOLUTION


# %% points=3 tests="rappel"
obtenu = rappel(A, A, 1)
assert obtenu == 1.0, f"paires parfaites : 1.0 attendu, {obtenu!r} obtenu"
obtenu = rappel(A, B, 1)
assert obtenu == 0.0, f"A et B croisés : 0.0 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
C = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
D = np.array([[2.0, 0.0], [1.0, 0.0], [0.0, 3.0], [4.0, 1.0]])
for a, b, k, attendu in [
    (A, B, 2, 1.0),
    (C, C, 1, 0.25),
    (C, C, 2, 0.75),
    (C, D, 1, 0.5),
    (C, D, 2, 0.75),
    (C, D, 3, 1.0),
    (np.zeros((3, 2)), np.zeros((3, 2)), 2, 0.0),
    (np.zeros((3, 2)), np.zeros((3, 2)), 3, 1.0),
]:
    obtenu = rappel(a, b, k)
    assert obtenu == attendu, (
        f"A = {a.tolist()!r}, B = {b.tolist()!r}, k = {k} : {attendu} attendu, {obtenu!r} obtenu"
    )
obtenu = rappel(np.zeros((0, 2)), np.zeros((0, 2)), 1)
assert obtenu is None, f"aucune ligne : None attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : les contre-exemples difficiles (10 minutes)
#
# Écrivez `plus_trompeurs(A, B)` : pour chaque ligne i de A, l'indice de la ligne de B **autre que i** la plus ressemblante ; à égalité, le plus petit indice.
# Il faut au moins deux lignes, sinon `ValueError`.


# %% solution="paires-dures"
def plus_trompeurs(A, B):
    """Renvoie, pour chaque ligne de A, l'indice du contre-exemple le plus ressemblant."""
    ### BEGIN SOLUTION
    if len(A) < 2:
        raise ValueError("au moins deux lignes attendues")
    S = A @ B.T
    S = np.where(np.eye(len(S), dtype=bool), -np.inf, S)
    return [int(i) for i in S.argmax(axis=1)]
    ### END SOLUTION


# %% points=2 tests="paires-dures"
obtenu = [int(i) for i in plus_trompeurs(np.eye(3), np.array([[9.0, 0, 1], [2, 9, 5], [3, 4, 9]]))]
assert obtenu == [2, 2, 1], f"[2, 2, 1] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for a, b, attendu in [
    (np.ones((3, 1)), np.ones((3, 1)), [1, 0, 0]),
    (-np.ones((2, 1)), np.ones((2, 1)), [1, 0]),
    (np.eye(3), -np.array([[0.0, 5, 5], [1, 0, 7], [2, 3, 0]]), [1, 2, 0]),
]:
    obtenu = [int(i) for i in plus_trompeurs(a, b)]
    assert obtenu == attendu, (
        f"A = {a.tolist()!r}, B = {b.tolist()!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
try:
    obtenu = plus_trompeurs(np.ones((1, 2)), np.ones((1, 2)))
except ValueError:
    obtenu = "ValueError"
assert obtenu == "ValueError", f"une seule ligne : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 5 : pour tout le monde ? (10 minutes)
#
# Écrivez `ecart_entre_groupes(trouves, groupes)` : la liste des résultats (vrai si trouvé) et celle des groupes (langue de la légende, par exemple).
# Renvoyez le plus grand rappel de groupe moins le plus petit, ou `None` s'il y a moins de deux groupes.


# %% solution="desequilibre"
def ecart_entre_groupes(trouves, groupes):
    """Renvoie l'écart entre le meilleur et le pire rappel de groupe."""
    ### BEGIN SOLUTION
    rappels = []
    for groupe in set(groupes):
        resultats = [trouve for trouve, g in zip(trouves, groupes) if g == groupe]
        rappels.append(sum(resultats) / len(resultats))
    return max(rappels) - min(rappels) if len(rappels) > 1 else None
    ### END SOLUTION


# %% points=1 tests="desequilibre"
obtenu = ecart_entre_groupes([True, True, False, True], ["fr", "fr", "als", "als"])
assert obtenu == 0.5, f"fr 1.0, als 0.5 : 0.5 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for trouves, groupes, attendu in [
    ([True], ["x"], None),
    ([], [], None),
    ([False, True, True, False], ["a", "b", "c", "c"], 1.0),
    ([True, True], ["a", "b"], 0.0),
    ([True, False, False, False, True], ["a", "a", "a", "a", "b"], 0.75),
]:
    obtenu = ecart_entre_groupes(trouves, groupes)
    assert obtenu == attendu, (
        f"trouvés {trouves!r}, groupes {groupes!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 6, à rédiger : ce que cela prouve (12 minutes)
#
# Un hôpital aligne radiographies et comptes rendus. Rappel à 1 de 91 % parmi 20 candidats, tous du même mois et du même service.
# En dix lignes : que prouve ce chiffre, quelles **deux** autres mesures demandez-vous, et quel raccourci le modèle a-t-il pu prendre ?

# %% [markdown] points=3 written="ce-que-cela-prouve"
# **Réponse attendue.** Il prouve que, parmi 20 (hasard 5 %), la bonne phrase est souvent la plus proche ; rien sur 10 000 candidats, un autre hôpital, une maladie rare.
# Mesures : rappel parmi des milliers de candidats et dans un autre service ; rappel par groupe (sexe, âge, appareil) avec effectifs ; rappel parmi des cas **ressemblants** (mêmes organes).
# Raccourcis : le numéro d'appareil ou le cadrage visible sur l'image, le style d'une personne dans le texte, la date ; un modèle qui reconnaît l'appareil réussit sans lire la radiographie.
#
# **Barème.** 1 point : ce que le chiffre prouve, avec le hasard. 1 point : deux mesures utiles. 1 point : un raccourci plausible et comment le tester.
