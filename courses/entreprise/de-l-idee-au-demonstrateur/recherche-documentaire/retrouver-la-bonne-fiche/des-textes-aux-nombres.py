# %% [markdown]
# # Exercice 3.1 : des textes aux nombres
#
# Vous reconstruisez à la main ce que fait une bibliothèque. Ensuite, plus rien n'y est magique. **Deux séances de 20 minutes.**

# %%
import math
import unicodedata

import numpy as np


def sans_accents(texte):
    """Renvoie le texte sans accents ni cédilles."""
    return "".join(c for c in unicodedata.normalize("NFD", texte) if not unicodedata.combining(c))


sans_accents("Étanchéité garantie, façonnage à façon")

# %% [markdown]
# ## Question 1 : découper (10 minutes)
#
# Écrivez `decouper`, qui reçoit un texte et un ensemble de mots vides (en minuscules, sans accents),
# et renvoie la **liste** de ses mots dans l'ordre, répétitions comprises :
# en minuscules, sans accents, séparés par tout ce qui n'est ni lettre ni chiffre,
# sans les mots vides ni les mots d'**une seule** lettre ou d'un seul chiffre.


# %% solution="decouper"
def decouper(texte, mots_vides=frozenset()):
    """Renvoie la liste des mots utiles du texte, normalisés."""
    ### BEGIN SOLUTION
    normalise = sans_accents(texte).lower()
    separe = "".join(c if c.isalnum() else " " for c in normalise)
    return [mot for mot in separe.split() if len(mot) > 1 and mot not in mots_vides]
    ### END SOLUTION


# %% points=2 tests="decouper"
obtenu = decouper("Joint d'étanchéité, série B : tenue à 230 degrés", {"de"})
attendu = ["joint", "etancheite", "serie", "tenue", "230", "degres"]
assert obtenu == attendu, (
    f"decouper(« Joint d'étanchéité, série B : tenue à 230 degrés ») : {attendu!r} attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for texte, vides, attendu in [
    ("POMPE Pompe pompé", frozenset(), ["pompe", "pompe", "pompe"]),
    ("vis/écrou_rondelle;M8", frozenset(), ["vis", "ecrou", "rondelle", "m8"]),
    ("La vanne de la cuve", {"la", "de"}, ["vanne", "cuve"]),
    ("", frozenset(), []),
    ("a b 7 où", {"ou"}, []),
    ("Été et hiver", {"et"}, ["ete", "hiver"]),
]:
    obtenu = decouper(texte, vides)
    assert obtenu == attendu, (
        f"texte {texte!r}, mots vides {sorted(vides)!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : pondérer (15 minutes)
#
# Chaque document est maintenant une liste de mots. Écrivez `tf_idf`, qui reçoit la liste des documents
# et renvoie une liste de dictionnaires mot → poids, un par document, où
#
# $$\text{poids} = \frac{\text{nombre de fois dans le document}}{\text{nombre de mots du document}} \times \ln\frac{\text{nombre de documents}}{\text{nombre de documents qui contiennent le mot}}$$
#
# Un document vide donne un dictionnaire vide. Un mot présent partout a le poids 0, et reste dans le dictionnaire.


# %% solution="tf-idf"
def tf_idf(documents):
    """Renvoie, pour chaque document (liste de mots), le poids TF-IDF de ses mots."""
    ### BEGIN SOLUTION
    presence = {}
    for document in documents:
        for mot in set(document):
            presence[mot] = presence.get(mot, 0) + 1
    return [
        {
            mot: document.count(mot) / len(document) * math.log(len(documents) / presence[mot])
            for mot in document
        }
        for document in documents
    ]
    ### END SOLUTION


# %% points=3 tests="tf-idf"
obtenu = tf_idf([["vis", "inox"], ["joint", "inox", "joint", "four"]])
assert set(obtenu[0]) == {"vis", "inox"}, (
    f"premier document : poids de vis et inox attendus, {obtenu[0]!r} obtenu"
)
assert abs(obtenu[0]["vis"] - 0.5 * math.log(2)) < 1e-9, (
    f"vis : {0.5 * math.log(2)!r} attendu, {obtenu[0]['vis']!r} obtenu"
)
assert abs(obtenu[0]["inox"]) < 1e-9, f"inox est partout : 0 attendu, {obtenu[0]['inox']!r} obtenu"
### BEGIN HIDDEN TESTS
corpus = [["a", "b", "b"], ["b", "c"], [], ["c", "c", "c", "a", "d"]]
attendu = [
    {"a": math.log(2) / 3, "b": 2 * math.log(2) / 3},
    {"b": math.log(2) / 2, "c": math.log(2) / 2},
    {},
    {"c": 3 * math.log(2) / 5, "a": math.log(2) / 5, "d": math.log(4) / 5},
]
obtenu = tf_idf(corpus)
assert len(obtenu) == 4, f"4 documents : 4 dictionnaires attendus, {len(obtenu)} obtenus"
for numero, (poids, juste) in enumerate(zip(obtenu, attendu)):
    assert set(poids) == set(juste), (
        f"document {numero} : mots {sorted(juste)!r} attendus, {sorted(poids)!r} obtenus"
    )
    for mot in juste:
        assert abs(poids[mot] - juste[mot]) < 1e-9, (
            f"document {corpus[numero]!r}, mot {mot!r} : {juste[mot]!r} attendu, {poids[mot]!r} obtenu"
        )
obtenu = tf_idf([["seul"]])
assert obtenu == [{"seul": 0.0}], f"un seul document : [{{'seul': 0.0}}] attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : comparer (8 minutes)
#
# Écrivez `cosinus`, qui reçoit deux dictionnaires mot → poids et renvoie le cosinus de leur angle :
# la somme des produits des poids des mots **communs**, divisée par le produit des deux longueurs
# (la longueur est la racine de la somme des carrés des poids). Si l'un des deux est de longueur nulle, renvoyez `0.0`.


# %% solution="cosinus"
def cosinus(poids_a, poids_b):
    """Renvoie le cosinus entre deux dictionnaires de poids, 0.0 si l'un est nul."""
    ### BEGIN SOLUTION
    produit = sum(poids * poids_b.get(mot, 0) for mot, poids in poids_a.items())
    longueur_a = math.sqrt(sum(poids**2 for poids in poids_a.values()))
    longueur_b = math.sqrt(sum(poids**2 for poids in poids_b.values()))
    if longueur_a * longueur_b == 0:
        return 0.0
    return produit / (longueur_a * longueur_b)
    ### END SOLUTION


# %% points=2 tests="cosinus"
obtenu = cosinus({"vis": 3.0, "inox": 4.0}, {"inox": 2.0})
assert abs(obtenu - 0.8) < 1e-9, (
    f"cosinus({{vis: 3, inox: 4}}, {{inox: 2}}) : 0.8 attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for a, b, attendu in [
    ({"x": 1.0}, {"y": 1.0}, 0.0),
    ({"x": 2.0, "y": 1.0}, {"x": 4.0, "y": 2.0}, 1.0),
    ({"x": 1.0, "y": 1.0}, {"x": 1.0}, 0.5**0.5),
    ({}, {"x": 1.0}, 0.0),
    ({"x": 1.0}, {}, 0.0),
    ({"x": 0.0}, {"x": 5.0}, 0.0),
    ({"x": 1.0, "y": 2.0}, {"x": -2.0, "y": 1.0}, 0.0),
    ({"x": 1.0, "y": 0.5}, {"x": 3.0, "z": 4.0}, 3 / (5 * 1.25**0.5)),
]:
    obtenu = cosinus(a, b)
    assert abs(obtenu - attendu) < 1e-9, (
        f"cosinus({a!r}, {b!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS
