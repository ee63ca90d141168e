# %% [markdown]
# # Exercice 2.2 : empreintes et voisines
#
# Awa cherche, pour chaque flacon presque vide, la molécule la plus ressemblante de l'étagère. Le lecteur de SMILES est fourni.

# %%
import re


def jetons(smiles):
    """Renvoie la liste des jetons d'un SMILES simple."""
    return re.findall(r"Cl|Br|[BCNOPSFIbcnops]|=|#|\(|\)|\d", smiles)


jetons("CC(=O)O")

# %% [markdown]
# ## Question 1 : une empreinte (10 minutes)
#
# Écrivez `empreinte`, qui reçoit un SMILES et une taille maximale, et renvoie l'**ensemble** des suites de jetons consécutifs
# de longueur 1, 2, … jusqu'à `taille_max` comprise. Chaque suite est un tuple de jetons.

# %% solution="empreinte"
def empreinte(smiles, taille_max):
    """Renvoie l'ensemble des suites de 1 à taille_max jetons consécutifs."""
    ### BEGIN SOLUTION
    suite = jetons(smiles)
    return {
        tuple(suite[debut : debut + taille])
        for taille in range(1, taille_max + 1)
        for debut in range(len(suite) - taille + 1)
    }
    ### END SOLUTION


# %% points=2 tests="empreinte"
obtenu = set(empreinte("CCO", 2))
attendu = {("C",), ("O",), ("C", "C"), ("C", "O")}
assert obtenu == attendu, f"empreinte('CCO', 2) : {sorted(attendu)!r} attendu, {sorted(obtenu)!r} obtenu"
### BEGIN HIDDEN TESTS
for smiles, taille, attendu in [
    ("CCl", 2, {("C",), ("Cl",), ("C", "Cl")}),
    ("CCCC", 3, {("C",), ("C", "C"), ("C", "C", "C")}),
    ("C=O", 1, {("C",), ("=",), ("O",)}),
    ("CN", 5, {("C",), ("N",), ("C", "N")}),
    ("", 3, set()),
    ("NCO", 3, {("N",), ("C",), ("O",), ("N", "C"), ("C", "O"), ("N", "C", "O")}),
]:
    obtenu = set(empreinte(smiles, taille))
    assert obtenu == attendu, f"empreinte({smiles!r}, {taille}) : {sorted(attendu)!r} attendu, {sorted(obtenu)!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : la ressemblance (6 minutes)
#
# Écrivez `tanimoto`, qui reçoit deux ensembles et renvoie le nombre d'éléments communs divisé par le nombre d'éléments de l'union,
# ou `0.0` si les deux sont vides.

# %% solution="tanimoto"
def tanimoto(a, b):
    """Renvoie la ressemblance de Tanimoto de deux ensembles."""
    ### BEGIN SOLUTION
    union = len(a | b)
    return len(a & b) / union if union else 0.0
    ### END SOLUTION


# %% points=1 tests="tanimoto"
obtenu = tanimoto({1, 2, 3}, {2, 3, 4, 5})
assert obtenu == 0.4, f"deux communs sur cinq : 0.4 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for a, b, attendu in [({1}, {1}, 1.0), ({1}, {2}, 0.0), (set(), set(), 0.0), (set(), {1}, 0.0), ({1, 2, 3, 4}, {1}, 0.25), ({1, 2}, {1, 2, 3}, 2 / 3)]:
    obtenu = tanimoto(a, b)
    assert obtenu == attendu, f"tanimoto({a!r}, {b!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : la plus proche (12 minutes)
#
# Écrivez `plus_proche`, qui reçoit un SMILES, un dictionnaire nom → SMILES et une taille maximale d'empreinte,
# et renvoie le couple (nom de la molécule la plus ressemblante, ressemblance). À égalité, le premier nom dans l'ordre alphabétique.
# Étagère vide : `None`.

# %% solution="plus-proche"
def plus_proche(smiles, etagere, taille_max):
    """Renvoie (nom, ressemblance) de la molécule la plus ressemblante, ou None."""
    ### BEGIN SOLUTION
    if not etagere:
        return None
    cible = empreinte(smiles, taille_max)
    ressemblances = {nom: tanimoto(cible, empreinte(autre, taille_max)) for nom, autre in etagere.items()}
    nom = max(sorted(ressemblances), key=ressemblances.get)
    return nom, ressemblances[nom]
    ### END SOLUTION


# %% points=3 tests="plus-proche"
etagere = {"propanol": "CCCO", "éthane": "CC", "acétone": "CC(C)=O"}
obtenu = plus_proche("CCO", etagere, 2)
assert tuple(obtenu) == ("propanol", 1.0), f"plus_proche('CCO', …, 2) : ('propanol', 1.0) attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for smiles, flacons, taille, attendu in [
    ("CCO", {"propanol": "CCCO", "éthane": "CC", "éthanol": "CCO"}, 3, ("éthanol", 1.0)),
    ("N", {"b": "O", "a": "C"}, 1, ("a", 0.0)),
    ("CN", {"z": "CN", "y": "NC", "x": "O"}, 1, ("y", 1.0)),
    ("CCl", {"un": "CC", "deux": "CCCl"}, 2, ("deux", 0.75)),
    ("C=O", {"m": "CO", "k": "C=C"}, 1, ("k", 2 / 3)),
]:
    obtenu = plus_proche(smiles, flacons, taille)
    assert tuple(obtenu) == attendu, f"plus_proche({smiles!r}, {flacons!r}, {taille}) : {attendu!r} attendu, {obtenu!r} obtenu"
obtenu = plus_proche("C", {}, 2)
assert obtenu is None, f"étagère vide : None attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : voisines trompeuses (10 minutes)
#
# Pour l'empreinte du cours, `CCO` et `OCC` (le même éthanol) se ressemblent moins que `CCO` et `CCCO`.
# En dix lignes : expliquez pourquoi, dites une conséquence concrète pour quelqu'un qui cherche un solvant de remplacement,
# et proposez une façon de corriger. La ressemblance suffit-elle pour dire qu'une molécule est « sans danger comme sa voisine » ?

# %% [markdown] points=3 written="voisines"
# **Réponse attendue.** L'empreinte lit le texte, pas la molécule : `CCO` donne les suites C-C et C-O, `OCC` donne O-C et C-C.
# Conséquence : on manquerait un flacon d'éthanol rangé sous une autre écriture, ou l'on en rachèterait.
# Correction : récrire chaque SMILES dans une forme unique (canonique), ou bâtir l'empreinte à partir de chaque atome et de ses voisins,
# ou au moins compter une suite et son inverse ensemble. Non : deux molécules très proches peuvent avoir des effets très différents
# (méthanol et éthanol ne diffèrent que d'un carbone) ; la ressemblance propose des candidates, elle ne prouve ni efficacité ni innocuité.
#
# **Barème.** 1 point : l'empreinte dépend de l'écriture. 1 point : conséquence concrète et correction possible.
# 1 point : la ressemblance ne prouve pas l'innocuité, avec une raison ou un exemple.
