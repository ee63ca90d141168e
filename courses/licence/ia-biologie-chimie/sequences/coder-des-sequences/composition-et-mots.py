# %% [markdown]
# # Exercice 1.1 : composition et mots
#
# Le laboratoire de la Thur (inventé) reçoit des séquences de sources, d'étangs et de tourbières. Elles arrivent en majuscules ou en minuscules,
# avec des N quand le séquenceur hésite. En binôme, changez de clavier à chaque question.

# %%
sequence = "ATGCGNNTTAgc"

# %% [markdown]
# ## Question 1 : la part de GC (8 minutes)
#
# Écrivez `part_gc`, qui renvoie la part de G et de C **parmi les bases connues** (A, C, G, T), majuscules ou minuscules,
# ou `None` si aucune base n'est connue.

# %% solution="part-gc"
def part_gc(sequence):
    """Renvoie la part de G et C parmi les bases connues, ou None."""
    ### BEGIN SOLUTION
    majuscules = sequence.upper()
    connues = sum(majuscules.count(base) for base in "ACGT")
    if connues == 0:
        return None
    return (majuscules.count("G") + majuscules.count("C")) / connues
    ### END SOLUTION


# %% points=2 tests="part-gc"
obtenu = part_gc(sequence)
assert obtenu == 0.5, f"part_gc('ATGCGNNTTAgc') : 0.5 attendu (5 sur 10 bases connues), {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for adn, attendu in [("GGCC", 1.0), ("aattt", 0.0), ("NNNN", None), ("", None), ("gAnn", 0.5), ("CTTT", 0.25), ("GTTTT", 0.2), ("acgtNxRY-", 0.5)]:
    obtenu = part_gc(adn)
    assert obtenu == attendu, f"part_gc({adn!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : l'autre brin (8 minutes)
#
# Écrivez `brin_oppose`, qui renvoie l'autre brin, lu dans le bon sens (donc **à l'envers**), en majuscules.
# A et T se font face, C et G aussi, N reste N. Une lettre inconnue lève une `ValueError` :
# l'instruction `raise ValueError("base inconnue")` arrête la fonction et dit pourquoi. Mieux vaut s'arrêter que rendre un brin faux sans le dire.

# %% solution="brin-oppose"
def brin_oppose(sequence):
    """Renvoie le brin complémentaire, lu à l'envers, en majuscules."""
    ### BEGIN SOLUTION
    en_face = {"A": "T", "T": "A", "C": "G", "G": "C", "N": "N"}
    lettres = []
    for base in reversed(sequence.upper()):
        if base not in en_face:
            raise ValueError(f"base inconnue : {base!r}")
        lettres.append(en_face[base])
    return "".join(lettres)
    ### END SOLUTION


# %% points=2 tests="brin-oppose"
obtenu = brin_oppose("ATGC")
assert obtenu == "GCAT", f"brin_oppose('ATGC') : 'GCAT' attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for adn, attendu in [("aaccg", "CGGTT"), ("NAN", "NTN"), ("", ""), ("GATTACA", "TGTAATC"), ("C", "G")]:
    obtenu = brin_oppose(adn)
    assert obtenu == attendu, f"brin_oppose({adn!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
for adn in ("ATXG", "AUG", "A-T"):
    try:
        obtenu = brin_oppose(adn)
    except ValueError:
        obtenu = "ValueError"
    except KeyError:
        obtenu = "KeyError"
    assert obtenu == "ValueError", f"brin_oppose({adn!r}) : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : les k-mers (12 minutes)
#
# Écrivez `k_mers`, qui reçoit une séquence et k, et renvoie un dictionnaire mot → nombre d'apparitions,
# recouvrements compris, en majuscules. Un mot qui contient autre chose que A, C, G, T n'est **pas** compté.
# Si la séquence est plus courte que k, le dictionnaire est vide. Si k est inférieur à 1, levez une `ValueError`.

# %% solution="k-mers"
def k_mers(sequence, k):
    """Renvoie le nombre d'apparitions de chaque mot de k bases connues."""
    ### BEGIN SOLUTION
    if k < 1:
        raise ValueError("k doit valoir au moins 1")
    majuscules = sequence.upper()
    compte = {}
    for debut in range(len(majuscules) - k + 1):
        mot = majuscules[debut : debut + k]
        if set(mot) <= set("ACGT"):
            compte[mot] = compte.get(mot, 0) + 1
    return compte
    ### END SOLUTION


# %% points=3 tests="k-mers"
obtenu = k_mers("GAGAG", 2)
assert obtenu == {"GA": 2, "AG": 2}, f"k_mers('GAGAG', 2) : {{'GA': 2, 'AG': 2}} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for adn, k, attendu in [
    ("aaaa", 3, {"AAA": 2}),
    ("ATNGC", 2, {"AT": 1, "GC": 1}),
    ("ACGT", 4, {"ACGT": 1}),
    ("ACG", 4, {}),
    ("ACNNA", 1, {"A": 2, "C": 1}),
    ("TTATT", 2, {"TT": 2, "TA": 1, "AT": 1}),
    ("", 1, {}),
]:
    obtenu = k_mers(adn, k)
    assert obtenu == attendu, f"k_mers({adn!r}, {k}) : {attendu!r} attendu, {obtenu!r} obtenu"
for k in (0, -2):
    try:
        obtenu = k_mers("ACGT", k)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"k = {k} : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS
