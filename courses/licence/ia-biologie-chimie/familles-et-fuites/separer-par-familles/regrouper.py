# %% [markdown]
# # Exercice 4.1 : regrouper ce qui est parent
#
# Avant de séparer, il faut savoir qui est cousine de qui. En binôme, la personne de biologie choisit les exemples, celle du code les essaie.

# %%
import numpy as np

alignees = ["MKV-LT", "MKVALT", "MRVALS", "GGHPQW"]

# %% [markdown]
# ## Question 1 : l'identité (8 minutes)
#
# Écrivez `identite`, qui reçoit deux séquences alignées (même longueur, `-` pour un trou) et renvoie la part de positions identiques
# **parmi celles où aucune des deux n'a de trou**. Longueurs différentes : `ValueError`. Aucune position à comparer : `0.0`.

# %% solution="identite"
def identite(premiere, seconde):
    """Renvoie la part de positions identiques, trous exclus."""
    ### BEGIN SOLUTION
    if len(premiere) != len(seconde):
        raise ValueError("séquences alignées de même longueur attendues")
    paires = [(a, b) for a, b in zip(premiere, seconde) if a != "-" and b != "-"]
    if not paires:
        return 0.0
    return sum(a == b for a, b in paires) / len(paires)
    ### END SOLUTION


# %% points=2 tests="identite"
obtenu = identite("MKV-LT", "MRVALT")
assert obtenu == 0.8, f"identite('MKV-LT', 'MRVALT') : 0.8 attendu (4 sur 5), {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for a, b, attendu in [("AAAA", "AAAA", 1.0), ("AC", "CA", 0.0), ("A-C-", "-ACG", 1.0), ("--", "AB", 0.0), ("", "", 0.0), ("-A-", "-B-", 0.0), ("ACDE", "AC-F", 2 / 3)]:
    obtenu = identite(a, b)
    assert obtenu == attendu, f"identite({a!r}, {b!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
for a, b in [("A", "AA"), ("", "-")]:
    try:
        obtenu = identite(a, b)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"identite({a!r}, {b!r}) : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : de proche en proche (15 minutes)
#
# Écrivez `groupes`, qui reçoit une liste de séquences alignées et un seuil, relie deux séquences dont l'identité **atteint** le seuil,
# et renvoie une liste de numéros de groupe, un par séquence. Deux séquences reliées **de proche en proche** ont le même numéro.
# Les groupes sont numérotés 0, 1, 2, … dans l'ordre de leur première séquence. Servez-vous de `identite`.

# %% solution="groupes"
def groupes(sequences, seuil):
    """Renvoie le numéro de groupe de chaque séquence, reliées de proche en proche."""
    ### BEGIN SOLUTION
    numeros = list(range(len(sequences)))
    for i in range(len(sequences)):
        for j in range(i):
            if numeros[i] != numeros[j] and identite(sequences[i], sequences[j]) >= seuil:
                petit, grand = sorted((numeros[i], numeros[j]))
                numeros = [petit if numero == grand else numero for numero in numeros]
    ordre = list(dict.fromkeys(numeros))
    return [ordre.index(numero) for numero in numeros]
    ### END SOLUTION


# %% points=3 tests="groupes"
obtenu = list(groupes(alignees, 0.8))
assert obtenu == [0, 0, 1, 2], f"groupes(alignees, 0.8) : [0, 0, 1, 2] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for sequences, seuil, attendu in [
    (["AAAA", "CCCC", "AAAC", "AACC", "ACCC"], 0.75, [0, 0, 0, 0, 0]),
    (["AAAA", "CCCC", "AAAC", "GGGG", "CCCA"], 0.75, [0, 1, 0, 2, 1]),
    (["AAAA", "AAAC"], 0.76, [0, 1]),
    (["AB", "CD", "AB"], 1.0, [0, 1, 0]),
    ([], 0.5, []),
    (["GGGG", "CCAA", "AAAA", "CCCC", "AACA"], 0.5, [0, 1, 1, 1, 1]),
    (["AAAA", "TTTT", "AATT"], 0.5, [0, 0, 0]),
]:
    obtenu = list(groupes(sequences, seuil))
    assert obtenu == attendu, f"groupes({sequences!r}, {seuil}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : les doublons (8 minutes)
#
# Écrivez `sans_doublons`, qui reçoit une liste de séquences et renvoie la **liste des indices** à garder : la première apparition de chaque séquence.
# Deux séquences sont les mêmes si elles sont égales une fois mises en majuscules et leurs trous `-` retirés.

# %% solution="doublons"
def sans_doublons(sequences):
    """Renvoie les indices de la première apparition de chaque séquence."""
    ### BEGIN SOLUTION
    vues, garder = set(), []
    for indice, sequence in enumerate(sequences):
        forme = sequence.upper().replace("-", "")
        if forme not in vues:
            vues.add(forme)
            garder.append(indice)
    return garder
    ### END SOLUTION


# %% points=2 tests="doublons"
obtenu = list(sans_doublons(["MKV", "mk-v", "MRV"]))
assert obtenu == [0, 2], f"sans_doublons(['MKV', 'mk-v', 'MRV']) : [0, 2] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for sequences, attendu in [(["A", "B", "A", "B"], [0, 1]), ([], []), (["--", "", "A"], [0, 2]), (["ab", "ba", "AB", "B-A"], [0, 1]), (["AA", "A"], [0, 1])]:
    obtenu = list(sans_doublons(sequences))
    assert obtenu == attendu, f"sans_doublons({sequences!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS
