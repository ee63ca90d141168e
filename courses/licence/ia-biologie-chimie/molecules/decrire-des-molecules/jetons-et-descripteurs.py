# %% [markdown]
# # Exercice 2.1 : jetons et descripteurs
#
# Vous écrivez le lecteur de SMILES du laboratoire. Il ne connaît que des molécules simples, mais il ne se trompe pas sur celles-là.

# %%
SYMBOLES = {"B", "C", "N", "O", "P", "S", "F", "I", "b", "c", "n", "o", "p", "s"}
AUTRES = {"=", "#", "(", ")"}

# %% [markdown]
# ## Question 1 : découper (15 minutes)
#
# Écrivez `decouper`, qui reçoit un SMILES et renvoie la liste de ses jetons, dans l'ordre :
#
# - `Cl` et `Br` sont un seul jeton chacun ;
# - les symboles d'une lettre sont dans `SYMBOLES` ;
# - `=`, `#`, `(` et `)` sont dans `AUTRES` ; un chiffre de 1 à 9 est un jeton.
#
# Tout autre caractère lève une `ValueError` qui cite le caractère : un lecteur honnête dit ce qu'il ne sait pas lire.

# %% solution="decouper-smiles"
def decouper(smiles):
    """Renvoie la liste des jetons du SMILES."""
    ### BEGIN SOLUTION
    liste, position = [], 0
    while position < len(smiles):
        if smiles[position : position + 2] in ("Cl", "Br"):
            jeton = smiles[position : position + 2]
        else:
            jeton = smiles[position]
            if jeton not in SYMBOLES | AUTRES | set("123456789"):
                raise ValueError(f"caractère inconnu : {jeton!r}")
        liste.append(jeton)
        position += len(jeton)
    return liste
    ### END SOLUTION


# %% points=3 tests="decouper-smiles"
obtenu = decouper("ClCC(=O)N")
attendu = ["Cl", "C", "C", "(", "=", "O", ")", "N"]
assert obtenu == attendu, f"decouper('ClCC(=O)N') : {attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for smiles, attendu in [
    ("BrCBr", ["Br", "C", "Br"]),
    ("c1ccsc1", ["c", "1", "c", "c", "s", "c", "1"]),
    ("C#N", ["C", "#", "N"]),
    ("BCP", ["B", "C", "P"]),
    ("", []),
    ("IC9F9b", ["I", "C", "9", "F", "9", "b"]),
    ("CCl", ["C", "Cl"]),
]:
    obtenu = decouper(smiles)
    assert obtenu == attendu, f"decouper({smiles!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
for smiles, fautif in [("C@C", "@"), ("CX", "X"), ("C0CC0", "0"), ("C l", " "), ("Cr", "r")]:
    try:
        obtenu = decouper(smiles)
    except ValueError as erreur:
        obtenu = "ValueError" if fautif in str(erreur) else f"ValueError sans {fautif!r}"
    assert obtenu == "ValueError", f"decouper({smiles!r}) : ValueError qui cite {fautif!r} attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : la composition (8 minutes)
#
# Écrivez `composition`, qui reçoit la **liste de jetons** d'une molécule et renvoie un dictionnaire élément → nombre d'atomes lourds.
# Un atome aromatique (minuscule) compte avec son élément : `c` est un carbone.

# %% solution="formule"
def composition(jetons):
    """Renvoie le nombre d'atomes lourds de chaque élément."""
    ### BEGIN SOLUTION
    compte = {}
    for jeton in jetons:
        if jeton.isalpha():
            element = jeton.capitalize()
            compte[element] = compte.get(element, 0) + 1
    return compte
    ### END SOLUTION


# %% points=2 tests="formule"
obtenu = composition(["c", "1", "c", "c", "c", "c", "c", "1", "O"])
assert obtenu == {"C": 6, "O": 1}, f"phénol : {{'C': 6, 'O': 1}} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for jetons, attendu in [
    (["Cl", "C", "(", "Cl", ")", "Cl"], {"Cl": 3, "C": 1}),
    (["C", "c", "n", "N", "1", "="], {"C": 2, "N": 2}),
    ([], {}),
    (["(", ")", "=", "#", "2"], {}),
    (["Br", "B", "b"], {"Br": 1, "B": 2}),
]:
    obtenu = composition(jetons)
    assert obtenu == attendu, f"composition({jetons!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : les cycles (12 minutes)
#
# Écrivez `cycles`, qui reçoit la liste de jetons et renvoie le nombre de cycles.
# Un chiffre ouvre un cycle s'il n'est pas déjà ouvert, et le ferme sinon ; le même chiffre peut ensuite resservir.
# S'il reste un cycle ouvert à la fin, la molécule est mal écrite : levez une `ValueError`.

# %% solution="cycles"
def cycles(jetons):
    """Renvoie le nombre de cycles fermés de la molécule."""
    ### BEGIN SOLUTION
    ouverts, fermes = set(), 0
    for jeton in jetons:
        if jeton.isdigit():
            if jeton in ouverts:
                ouverts.remove(jeton)
                fermes += 1
            else:
                ouverts.add(jeton)
    if ouverts:
        raise ValueError(f"cycles non fermés : {sorted(ouverts)}")
    return fermes
    ### END SOLUTION


# %% points=2 tests="cycles"
obtenu = cycles(["C", "1", "C", "C", "1"])
assert obtenu == 1, f"C1CC1 : 1 cycle attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for smiles, attendu in [("CCO", 0), ("c1ccc2ccccc2c1", 2), ("C1CC1C1CC1", 2), ("", 0), ("C1CC2CC1CC2C3CC3", 3)]:
    obtenu = cycles(list(smiles))
    assert obtenu == attendu, f"cycles({smiles!r}) : {attendu} attendu, {obtenu!r} obtenu"
for smiles in ("C1CC", "C1CC1C1", "C1CC2CC1"):
    try:
        obtenu = cycles(list(smiles))
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"cycles({smiles!r}) : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS
