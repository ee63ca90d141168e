# %% [markdown]
# # Projet final : un modèle de bout en bout
#
# Vous préparez un petit corpus, entraînez un modèle à trigrammes de lettres, le réglez, le jugez en bits par caractère, et rendez compte.
# Deux heures, en plusieurs fois, plus un rapport. Les textes sont fabriqués ; les adresses sont inventées.

# %%
import math
import re

import numpy as np

COURRIEL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def fabriquer(nombre, graine):
    """Renvoie des documents fabriqués, avec des doublons, des trop courts et quelques courriels."""
    rng = np.random.default_rng(graine)
    sujets = ["la forge", "le moulin", "la vigne", "le canal", "la mine", "le sabotier"]
    verbes = ["reprend", "ferme", "ouvre", "attend", "change", "demeure"]
    suites = [
        "au printemps",
        "sous la neige",
        "pour la foire",
        "avant midi",
        "après la crue",
        "sans bruit",
    ]
    documents = []
    for _ in range(nombre):
        phrases = [
            f"{rng.choice(sujets)} {rng.choice(verbes)} {rng.choice(suites)}"
            for _ in range(rng.integers(1, 4))
        ]
        if rng.random() < 0.1:
            phrases.append(f"écrire à {rng.choice(['jo', 'li', 'max'])}@exemple.fr")
        documents.append(", ".join(phrases))
        if rng.random() < 0.2:
            documents.append(documents[int(rng.integers(len(documents)))].upper())
    return documents


corpus = fabriquer(400, graine=3)
len(corpus), corpus[0]

# %% [markdown]
# ## Question 1 : préparer (20 minutes)
#
# Écrivez `preparer(documents, mots_min)`, qui traite chaque document dans l'ordre : remplace chaque courriel par `[courriel]`, met en **minuscules**,
# réduit les blancs à une espace (sans blanc au début ni à la fin), l'écarte s'il a **moins** de `mots_min` mots, l'écarte s'il est identique à un document déjà gardé.
# Renvoyez la liste des documents gardés.


# %% solution="preparer"
def preparer(documents, mots_min):
    """Renvoie les documents nettoyés, assez longs et sans doublon, dans l'ordre."""
    ### BEGIN SOLUTION
    gardes = []
    for document in documents:
        propre = " ".join(COURRIEL.sub("[courriel]", document).lower().split())
        if len(propre.split()) >= mots_min and propre not in gardes:
            gardes.append(propre)
    return gardes
    ### END SOLUTION


# %% points=3 tests="preparer"
obtenu = list(preparer(["La  forge ouvre", "LA FORGE ouvre ", "oui", "Dire à jo@exemple.fr"], 3))
attendu = ["la forge ouvre", "dire à [courriel]"]
assert obtenu == attendu, f"{attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for documents, mots_min, attendu in [
    ([], 1, []),
    (["un deux"], 2, ["un deux"]),
    (["un deux"], 3, []),
    (["a@b.fr x", "c@d.org X"], 1, ["[courriel] x"]),
    (["\tA\nb  ", "b a", "A B"], 0, ["a b", "b a"]),
    (["", "  "], 0, [""]),
    (["x", "y", "x", "Y", "z"], 1, ["x", "y", "z"]),
]:
    obtenu = list(preparer(documents, mots_min))
    assert obtenu == attendu, (
        f"preparer({documents!r}, {mots_min}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %%
propres = preparer(corpus, 3)
texte = "\n".join(propres)
lettres = sorted(set(texte))
numero = {lettre: i for i, lettre in enumerate(lettres)}
suite = [numero[lettre] for lettre in texte]
premier, second = int(0.7 * len(suite)), int(0.85 * len(suite))
apprentissage, validation, essai = suite[:premier], suite[premier:second], suite[second:]
len(corpus), len(propres), len(lettres)

# %% [markdown]
# ## Question 2 : les trigrammes (20 minutes)
#
# Écrivez `trigrammes(suite, taille, ajout)` : le tableau (taille, taille, taille) des probabilités du troisième jeton sachant les deux premiers,
# par comptage, avec `ajout` (strictement positif, sinon `ValueError`) ajouté à chaque compte.


# %% solution="trigrammes"
def trigrammes(suite, taille, ajout):
    """Renvoie les probabilités lissées du troisième jeton sachant les deux premiers."""
    ### BEGIN SOLUTION
    if ajout <= 0:
        raise ValueError("ajout > 0 attendu")
    comptes = np.full((taille, taille, taille), float(ajout))
    for a, b, c in zip(suite, suite[1:], suite[2:]):
        comptes[a, b, c] += 1
    return comptes / comptes.sum(axis=2, keepdims=True)
    ### END SOLUTION


# %% points=3 tests="trigrammes"
obtenu = np.asarray(trigrammes([0, 1, 0, 1, 1], 2, 1.0))
assert obtenu.shape == (2, 2, 2), f"forme (2, 2, 2) attendue, {obtenu.shape!r} obtenue"
assert np.allclose(obtenu[0, 1], [0.5, 0.5]), (
    f"après 0, 1 : [0.5, 0.5] attendu, {obtenu[0, 1].tolist()!r} obtenu"
)
### BEGIN HIDDEN TESTS
tirage = np.random.default_rng(5)
for taille, longueur, ajout in [(3, 40, 0.5), (2, 9, 2.0), (4, 2, 1.0)]:
    jetons = [int(j) for j in tirage.integers(taille, size=longueur)]
    attendu = np.full((taille, taille, taille), ajout)
    for i in range(longueur - 2):
        attendu[jetons[i], jetons[i + 1], jetons[i + 2]] += 1
    attendu = attendu / attendu.sum(axis=2, keepdims=True)
    obtenu = np.asarray(trigrammes(jetons, taille, ajout))
    assert np.allclose(obtenu, attendu), (
        f"suite {jetons!r}, ajout {ajout} : {attendu.round(3).tolist()!r} attendu, {obtenu.round(3).tolist()!r} obtenu"
    )
for ajout in (0, -0.5):
    try:
        obtenu = trigrammes([0, 1, 0], 2, ajout)
    except ValueError:
        obtenu = "ValueError"
    assert isinstance(obtenu, str), (
        f"ajout {ajout} : ValueError attendue, {np.asarray(obtenu).tolist()!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : les bits par caractère (12 minutes)
#
# Écrivez `bits(modele, suite)` : la moyenne de $-\log_2 p$ du vrai jeton à partir du **troisième**, pour un tableau de trigrammes.
# Une suite de moins de trois jetons : `None`.


# %% solution="bits"
def bits(modele, suite):
    """Renvoie le nombre moyen de bits par jeton, à partir du troisième."""
    ### BEGIN SOLUTION
    if len(suite) < 3:
        return None
    pertes = [-math.log2(modele[a][b][c]) for a, b, c in zip(suite, suite[1:], suite[2:])]
    return sum(pertes) / len(pertes)
    ### END SOLUTION


# %% points=2 tests="bits"
obtenu = bits(np.full((4, 4, 4), 0.25), [0, 1, 2, 3, 0])
assert abs(obtenu - 2) < 1e-12, f"hésiter entre quatre : 2 bits attendus, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
modele = np.array([[[0.5, 0.5], [0.25, 0.75]], [[0.125, 0.875], [1.0, 0.0]]])
for jetons, attendu in [
    ([0, 0, 1], 1.0),
    ([0, 1, 0], 2.0),
    ([1, 0, 0], 3.0),
    ([0, 0, 0, 1, 0], 4 / 3),
    ([0, 1], None),
    ([], None),
    ([1, 1, 0], 0.0),
]:
    obtenu = bits(modele, jetons)
    proche = (
        obtenu is None if attendu is None else obtenu is not None and abs(obtenu - attendu) < 1e-12
    )
    assert proche, f"suite {jetons!r} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : mélanger et régler (15 minutes)
#
# Un trigramme rare se trompe de confiance. On le mélange à un modèle plus simple : $w \times \text{premier} + (1 - w) \times \text{second}$.
# Écrivez `meilleur_melange(premier, second, suite, poids)` : le couple (poids, bits) du poids de la liste qui a le **moins** de bits sur la suite de validation ;
# à égalité (à 1e-12 près), le plus petit poids.


# %% solution="melange"
def meilleur_melange(premier, second, suite, poids):
    """Renvoie (poids, bits) du meilleur mélange sur la validation."""
    ### BEGIN SOLUTION
    essais = [(round(bits(w * premier + (1 - w) * second, suite), 12), w) for w in poids]
    meilleur = min(essais)
    return meilleur[1], meilleur[0]
    ### END SOLUTION


# %% points=2 tests="melange"
uniforme, sur = np.full((2, 2, 2), 0.5), np.zeros((2, 2, 2)) + np.array([0.75, 0.25])
w, b = meilleur_melange(sur, uniforme, [0, 0, 0, 0], [0.0, 0.5, 1.0])
assert w == 1.0 and abs(b + math.log2(0.75)) < 1e-9, (
    f"toujours 0 : (1.0, {-math.log2(0.75):.4f}) attendu, {(w, b)!r} obtenu"
)
### BEGIN HIDDEN TESTS
for jetons, poids, attendu in [
    ([0, 0, 1, 1, 1], [1.0, 0.0, 0.5], (0.0, 1.0)),
    ([0, 0, 0, 0, 1, 0], [0.0, 1.0], (1.0, (3 * -math.log2(0.75) + 2) / 4)),
    ([0, 0, 1, 0], [0.5, 0.25], (0.25, (-math.log2(0.5625) - math.log2(0.4375)) / 2)),
]:
    w, b = meilleur_melange(sur, uniforme, jetons, poids)
    assert w == attendu[0] and abs(b - attendu[1]) < 1e-9, (
        f"suite {jetons!r}, poids {poids!r} : {attendu!r} attendu, {(w, b)!r} obtenu"
    )
w, b = meilleur_melange(uniforme, uniforme, [0, 1, 0], [0.9, 0.3, 0.6])
assert w == 0.3, f"deux modèles égaux : le plus petit poids, 0.3, attendu, {w!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Le rapport (30 minutes)
#
# Calculez les bits par caractère de l'essai pour le modèle uniforme, le bigramme (le même tableau pour toutes les premières lettres) et votre mélange réglé sur la validation.
# Rédigez une page : corpus et ce que vous en avez retiré (nombres), manière de juger, résultats, énergie (mesurez la durée, dites la puissance supposée), limites, usage déconseillé.

# %% [markdown] points=5 written="rapport"
# **Réponse attendue.** Une page lisible sans le code. Corpus : nombre de documents avant et après, doublons, courriels. Jugement : apprentissage, validation pour le poids, essai touché une fois ;
# remarque que des phrases de même grammaire se retrouvent de part et d'autre, ce qui flatte le résultat. Résultats en bits par caractère avec la référence uniforme ($\log_2$ du nombre de lettres).
# Énergie : durée mesurée, puissance supposée dite comme telle. Limites : textes fabriqués, une grammaire pauvre, rien sur la langue réelle. Usage déconseillé : tout usage hors démonstration.
#
# **Barème.** 1 point : corpus et retraits chiffrés. 1 point : manière de juger exacte, avec la parenté des textes. 1 point : résultats et références. 1 point : énergie honnête. 1 point : limites et usage.
