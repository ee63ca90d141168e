# %% [markdown]
# # Exercice 1.2 : les presque-copies
#
# Vous écrivez MinHash et ses bandes, puis vous passez à une bibliothèque. Environ 75 minutes, plus une question rédigée.

# %%
import hashlib

import numpy as np

PREMIER = (1 << 61) - 1


def hache(element):
    """Renvoie un entier stable de 32 bits pour un texte."""
    return int.from_bytes(hashlib.sha256(element.encode()).digest()[:4], "big")


hache("mirabelle")

# %% [markdown]
# ## Question 1 : ensembles et ressemblance (12 minutes)
#
# Écrivez `ressemblance(premier, second, taille)` : la ressemblance de Jaccard des ensembles de suites de `taille` **caractères** des deux textes.
# Un texte plus court que `taille` a un seul élément : lui-même. Deux textes vides se ressemblent entièrement (1.0).


# %% solution="ressemblance"
def ressemblance(premier, second, taille):
    """Renvoie la ressemblance de Jaccard des suites de caractères."""

    ### BEGIN SOLUTION
    def suites(texte):
        return {texte[i : i + taille] for i in range(max(1, len(texte) - taille + 1))}

    a, b = suites(premier), suites(second)
    return len(a & b) / len(a | b)
    ### END SOLUTION


# %% points=2 tests="ressemblance"
obtenu = ressemblance("abcd", "bcde", 2)
assert obtenu == 0.5, (
    f"ressemblance('abcd', 'bcde', 2) : 0.5 attendu (bc et cd sur quatre), {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for a, b, taille, attendu in [
    ("abc", "abc", 3, 1.0),
    ("abc", "abd", 3, 0.0),
    ("ab", "ab", 5, 1.0),
    ("ab", "a", 5, 0.0),
    ("", "", 2, 1.0),
    ("", "a", 1, 0.0),
    ("aaaa", "aa", 2, 1.0),
    ("abab", "baba", 1, 1.0),
    ("abcde", "abcdx", 2, 0.6),
]:
    obtenu = ressemblance(a, b, taille)
    assert obtenu == attendu, (
        f"ressemblance({a!r}, {b!r}, {taille}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : la signature (15 minutes)
#
# Écrivez `signature(elements, coefficients)` : `elements` est un ensemble de textes non vide, `coefficients` une liste de couples (a, b).
# Renvoyez la liste, un entier par couple, du **plus petit** `(a * hache(x) + b) % PREMIER` sur les éléments.
# Ensemble vide : levez vous-même une `ValueError` avec un message à vous, plutôt que de laisser `min` se plaindre.


# %% solution="minhash"
def signature(elements, coefficients):
    """Renvoie la signature MinHash de l'ensemble."""
    ### BEGIN SOLUTION
    if not elements:
        raise ValueError("ensemble non vide attendu")
    valeurs = [hache(element) for element in elements]
    return [min((a * valeur + b) % PREMIER for valeur in valeurs) for a, b in coefficients]
    ### END SOLUTION


# %% points=2 tests="minhash"
obtenu = [int(valeur) for valeur in signature({"a"}, [(1, 0), (1, 5)])]
assert obtenu == [hache("a"), hache("a") + 5], (
    f"un élément, coefficients (1, 0) et (1, 5) : {[hache('a'), hache('a') + 5]!r} attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
tirages = [(int(a), int(b)) for a, b in np.random.default_rng(12).integers(1, PREMIER, (40, 2))]
for elements in ({"mot", "autre mot", "encore"}, {"é", "è", "e"}, {f"x{i}" for i in range(50)}):
    attendu = [min((a * hache(x) + b) % ((1 << 61) - 1) for x in elements) for a, b in tirages]
    obtenu = [int(valeur) for valeur in signature(set(elements), tirages)]
    assert obtenu == attendu, (
        f"{len(elements)} éléments, 40 couples : {attendu[:3]!r}… attendu, {obtenu[:3]!r}… obtenu"
    )
try:
    obtenu = signature(set(), [(1, 1)])
except ValueError as erreur:
    obtenu = (
        "message de min" if "min()" in str(erreur) or "iterable" in str(erreur) else "ValueError"
    )
assert obtenu == "ValueError", (
    f"ensemble vide : ValueError avec un message à vous attendue, {obtenu!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : les bandes (20 minutes)
#
# Écrivez `candidates(signatures, bandes)` : une liste de signatures de même longueur et un nombre de bandes qui la divise.
# Deux documents sont candidats si, dans **une bande au moins**, tous leurs nombres sont égaux. Renvoyez la liste triée des couples (i, j), i < j.
# Si le nombre de bandes ne divise pas la longueur : `ValueError`.


# %% solution="bandes"
def candidates(signatures, bandes):
    """Renvoie les couples de documents candidats, triés."""
    ### BEGIN SOLUTION
    if not signatures:
        return []
    longueur = len(signatures[0])
    if longueur % bandes:
        raise ValueError("le nombre de bandes doit diviser la longueur des signatures")
    lignes = longueur // bandes
    couples = set()
    for bande in range(bandes):
        tiroirs = {}
        for indice, sig in enumerate(signatures):
            morceau = tuple(sig[bande * lignes : (bande + 1) * lignes])
            for autre in tiroirs.setdefault(morceau, []):
                couples.add((autre, indice))
            tiroirs[morceau].append(indice)
    return sorted(couples)
    ### END SOLUTION


# %% points=3 tests="bandes"
obtenu = [tuple(couple) for couple in candidates([[1, 2, 3, 4], [1, 2, 9, 9], [7, 2, 3, 4]], 2)]
assert obtenu == [(0, 1), (0, 2)], f"bandes de deux : [(0, 1), (0, 2)] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for signatures, bandes, attendu in [
    ([[1, 2], [2, 1]], 2, []),
    ([[1, 2], [1, 2]], 1, [(0, 1)]),
    ([[1, 2], [1, 3], [4, 2]], 1, []),
    ([[1, 2], [1, 3], [4, 2]], 2, [(0, 1), (0, 2)]),
    ([[5, 5, 5]] * 4, 3, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]),
    ([[1, 1, 2, 2, 3, 3], [9, 1, 2, 9, 3, 3], [1, 9, 9, 2, 3, 9]], 3, [(0, 1)]),
    ([[1, 1, 2, 2, 3, 3], [1, 1, 2, 9, 9, 3]], 2, [(0, 1)]),
    ([], 2, []),
]:
    obtenu = [tuple(couple) for couple in candidates(signatures, bandes)]
    assert obtenu == attendu, (
        f"candidates({signatures!r}, {bandes}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
try:
    obtenu = candidates([[1, 2, 3]], 2)
except ValueError:
    obtenu = "ValueError"
assert obtenu == "ValueError", f"3 nombres, 2 bandes : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : avec une bibliothèque (15 minutes)
#
# Sur un vrai corpus, on emploie `datasketch`. Son index propose, la ressemblance exacte vérifie. Cette fois, un texte devient l'ensemble de ses suites de `taille` **mots**,
# que donne la fonction `suites_de_mots` de la cellule suivante.
#
# Écrivez `presque_copies(textes, seuil, taille)` : la liste triée des couples (i, j), i < j,
# qu'un index `MinHashLSH(threshold=seuil, num_perm=256)` **propose** et dont la ressemblance de Jaccard est d'**au moins** `seuil`.
# Chaque texte devient un `MinHash(num_perm=256)`, que l'on met à jour avec les octets (`suite.encode()`) de chacune de ses suites.

# %%
from datasketch import MinHash, MinHashLSH


def suites_de_mots(texte, taille):
    """Renvoie l'ensemble des suites de `taille` mots du texte, jamais vide."""
    mots = texte.split()
    dernier = max(len(mots) - taille, 0)
    return {" ".join(mots[debut : debut + taille]) for debut in range(dernier + 1)}


annonces = ["cuve de cent litres à Rethel", "grande cuve de cent litres à Rethel", "herse neuve"]


# %% solution="bibliotheque"
def presque_copies(textes, seuil, taille):
    """Renvoie les couples de textes proposés puis vérifiés, triés."""
    ### BEGIN SOLUTION
    index = MinHashLSH(threshold=seuil, num_perm=256)
    ensembles = [suites_de_mots(texte, taille) for texte in textes]
    couples = []
    for j, ensemble in enumerate(ensembles):
        minimums = MinHash(num_perm=256)
        for suite in ensemble:
            minimums.update(suite.encode())
        for i in index.query(minimums):
            if len(ensembles[i] & ensemble) / len(ensembles[i] | ensemble) >= seuil:
                couples.append((i, j))
        index.insert(j, minimums)
    return sorted(couples)
    ### END SOLUTION


# %% points=2 tests="bibliotheque"
obtenu = [tuple(couple) for couple in presque_copies(annonces, 0.5, 2)]
assert obtenu == [(0, 1)], f"trois annonces, seuil 0.5 : [(0, 1)] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for textes, seuil, taille, attendu in [
    ([], 0.5, 3, []),
    (["un texte seul"], 0.5, 3, []),
    (["le même texte", "un autre", "le même texte"], 0.9, 3, [(0, 2)]),
    (["c", "b", "b", "c"], 0.9, 5, [(0, 3), (1, 2)]),
    (["a b c", "z", "c a b"], 0.9, 1, [(0, 2)]),
    (["a b c", "z", "c a b"], 0.9, 2, []),
    (["x y z", "x y z", "x y z"], 0.8, 2, [(0, 1), (0, 2), (1, 2)]),
]:
    obtenu = [tuple(couple) for couple in presque_copies(textes, seuil, taille)]
    assert obtenu == attendu, (
        f"presque_copies({textes!r}, {seuil}, {taille}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
moities = [f"a{k // 2} b{k // 2} {'cd'[k % 2]}{k}" for k in range(24)]
obtenu = [tuple(couple) for couple in presque_copies(moities, 0.5, 1)]
assert obtenu, (
    "douze couples d'une ressemblance de 0.5 tout juste, seuil 0.5 : aucun dans la réponse"
)
voisins = [" ".join(str((5 * i + k) % 26) for k in range(16)) for i in range(20)]
trop = [
    (i, j)
    for i, j in presque_copies(voisins, 0.6, 1)
    if len(suites_de_mots(voisins[i], 1) & suites_de_mots(voisins[j], 1)) < 12
]
assert not trop, (
    f"seuil 0.6 : les couples {trop[:3]!r} se ressemblent moins, et n'ont pas été vérifiés"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 5, à rédiger : le prix d'un doublon (12 minutes)
#
# Votre équipe a entraîné un modèle sur un corpus où une page d'aide informatique figurait 4 000 fois, et où 3 % des questions de l'évaluation
# se trouvaient dans le corpus. En douze lignes : quels effets attendez-vous (au moins trois, de natures différentes),
# comment les mesureriez-vous, et que risque-t-on à dédoublonner **trop** ?

# %% [markdown] points=3 written="prix-d-un-doublon"
# **Réponse attendue.** Effets : énergie et temps dépensés sur des répétitions ; récitation mot pour mot de la page (mesure : lui donner le début, voir s'il continue à l'identique),
# donc aussi risque pour des données personnelles répétées ; évaluation flattée par la contamination (mesure : score avec et sans les questions vues).
# Trop dédoublonner : perdre des textes légitimement proches (lois et leurs versions, recettes, parallélismes de langues peu dotées), appauvrir des styles,
# supprimer davantage chez des communautés dont les textes se citent. Mesurer ce que l'on retire, par source et par langue, et relire un échantillon.
#
# **Barème.** 1 point : trois effets de natures différentes. 1 point : deux mesures concrètes. 1 point : un risque du trop, et comment le surveiller.
