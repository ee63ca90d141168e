# %% [markdown]
# # Exercice 1.2 : positions et protéines
#
# Quand la place de chaque base compte, la composition ne suffit plus. En binôme, la personne de la paillasse relit les réponses à voix haute.

# %%
import numpy as np

CODE = {
    codon: acide
    for codon, acide in zip(
        (a + b + c for a in "TCAG" for b in "TCAG" for c in "TCAG"),
        "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG",
    )
}
CODE["ATG"], CODE["TAA"]

# %% [markdown]
# `CODE` est le code génétique standard : à chaque codon de trois bases, un acide aminé (une lettre), ou `*` pour un codon stop.
#
# ## Question 1 : un parmi quatre (10 minutes)
#
# Écrivez `un_parmi_quatre`, qui reçoit une séquence et renvoie un tableau NumPy de forme (longueur, 4), colonnes dans l'ordre A, C, G, T :
# un 1 dans la colonne de la base, 0 ailleurs. Une base inconnue donne une ligne de zéros. Majuscules et minuscules se valent.

# %% solution="un-parmi-quatre"
def un_parmi_quatre(sequence):
    """Renvoie le codage (longueur, 4) de la séquence, colonnes A, C, G, T."""
    ### BEGIN SOLUTION
    tableau = np.zeros((len(sequence), 4))
    for ligne, base in enumerate(sequence.upper()):
        if base in "ACGT":
            tableau[ligne, "ACGT".index(base)] = 1
    return tableau
    ### END SOLUTION


# %% points=2 tests="un-parmi-quatre"
obtenu = np.asarray(un_parmi_quatre("GAn"), dtype=float)
assert obtenu.shape == (3, 4), f"3 bases : forme (3, 4) attendue, {obtenu.shape!r} obtenue"
assert obtenu.tolist() == [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0]], (
    f"un_parmi_quatre('GAn') : [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0]] attendu, {obtenu.tolist()!r} obtenu"
)
### BEGIN HIDDEN TESTS
for adn, attendu in [
    ("ct", [[0, 1, 0, 0], [0, 0, 0, 1]]),
    ("TTC", [[0, 0, 0, 1], [0, 0, 0, 1], [0, 1, 0, 0]]),
    ("XG-", [[0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]]),
]:
    obtenu = np.asarray(un_parmi_quatre(adn), dtype=float)
    assert obtenu.tolist() == attendu, f"un_parmi_quatre({adn!r}) : {attendu!r} attendu, {obtenu.tolist()!r} obtenu"
vide = np.asarray(un_parmi_quatre(""))
assert vide.shape == (0, 4), f"séquence vide : forme (0, 4) attendue, {vide.shape!r} obtenue"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : traduire (12 minutes)
#
# Écrivez `traduire`, qui reçoit une séquence (majuscules ou minuscules) et renvoie la protéine :
# les codons se lisent de trois en trois depuis le début, jusqu'au premier codon stop (**non compris**) ou jusqu'à la fin.
# Un reste d'une ou deux bases est ignoré. Un codon qui contient une base inconnue donne `X`.

# %% solution="traduire"
def traduire(sequence):
    """Renvoie la protéine codée par la séquence, jusqu'au premier codon stop."""
    ### BEGIN SOLUTION
    majuscules = sequence.upper()
    proteine = ""
    for debut in range(0, len(majuscules) - 2, 3):
        acide = CODE.get(majuscules[debut : debut + 3], "X")
        if acide == "*":
            break
        proteine += acide
    return proteine
    ### END SOLUTION


# %% points=2 tests="traduire"
obtenu = traduire("ATGGCCTAAGGG")
assert obtenu == "MA", f"traduire('ATGGCCTAAGGG') : 'MA' attendu (TAA arrête la lecture), {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for adn, attendu in [
    ("atgtgg", "MW"),
    ("ATGTG", "M"),
    ("ATGANGTTT", "MXF"),
    ("TAGATG", ""),
    ("", ""),
    ("AT", ""),
    ("GGGCATTGA", "GH"),
    ("CATGCC", "HA"),
]:
    obtenu = traduire(adn)
    assert obtenu == attendu, f"traduire({adn!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : une distance entre séquences alignées (10 minutes)
#
# Écrivez `distance`, qui reçoit deux séquences de même longueur et renvoie la part des positions **comparables** où elles diffèrent.
# Une position est comparable quand les deux bases sont connues (A, C, G, T, majuscules ou minuscules).
# Longueurs différentes : `ValueError`. Aucune position comparable : `None`.

# %% solution="distance"
def distance(premiere, seconde):
    """Renvoie la part de positions différentes parmi les positions comparables."""
    ### BEGIN SOLUTION
    if len(premiere) != len(seconde):
        raise ValueError("deux séquences de même longueur attendues")
    comparables = differentes = 0
    for a, b in zip(premiere.upper(), seconde.upper()):
        if a in "ACGT" and b in "ACGT":
            comparables += 1
            differentes += a != b
    return None if comparables == 0 else differentes / comparables
    ### END SOLUTION


# %% points=2 tests="distance"
obtenu = distance("ATGC", "ATCC")
assert obtenu == 0.25, f"distance('ATGC', 'ATCC') : 0.25 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for a, b, attendu in [
    ("acgt", "ACGT", 0.0),
    ("ANGT", "ACGA", 1 / 3),
    ("ACNN", "NNCA", None),
    ("NA", "AN", None),
    ("AAAA", "TTTT", 1.0),
    ("AC-T", "ACGA", 1 / 3),
    ("", "", None),
]:
    obtenu = distance(a, b)
    assert obtenu == attendu, f"distance({a!r}, {b!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
for a, b in [("ACG", "AC"), ("", "A")]:
    try:
        obtenu = distance(a, b)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"distance({a!r}, {b!r}) : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : quel codage ? (10 minutes)
#
# Votre équipe dispose de 300 séquences de longueurs différentes (de 150 à 2000 bases), lues sur un brin ou l'autre au hasard,
# et veut prédire l'étang d'origine parmi trois. En dix lignes : quel codage proposez-vous, avec quel k et pourquoi pas plus grand,
# que faites-vous du brin et des longueurs, et quelle information votre codage jette-t-il ?

# %% [markdown] points=3 written="choix-du-codage"
# **Réponse attendue.** Des fréquences de k-mers (nombre divisé par le nombre de mots de la séquence, car les longueurs diffèrent),
# avec k de 3 à 5 : 64 à 1024 colonnes ; au-delà il y a plus de colonnes que de séquences et le modèle apprend par cœur.
# Chaque mot est compté avec son complémentaire inverse, puisque le brin est arbitraire. Le codage jette la position et l'ordre à grande distance :
# il ne verra pas un gène précis. Le codage « un parmi quatre » ne convient pas : longueurs inégales, positions non alignées.
#
# **Barème.** 1 point : k-mers avec un k justifié par le nombre d'exemples. 1 point : brin et longueurs traités (complémentaire, fréquences).
# 1 point : ce qui est jeté est dit.
