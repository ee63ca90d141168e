# %% [markdown]
# # Exercice 3.1 : apprendre, coder, décoder
#
# Vous écrivez un découpage complet, celui des grands modèles en petit. Environ deux heures, en plusieurs fois, plus une question rédigée.
# Une **fusion** est une paire de jetons ; la fusion de rang k dans la liste (à partir de 0) crée le jeton 256 + k.

# %%
fusions_exemple = [(97, 98), (256, 99)]
bytes([97, 98, 99]).decode()

# %% [markdown]
# ## Question 1 : fusionner une paire (12 minutes)
#
# Écrivez `fusionner(suite, paire, nouveau)`, qui renvoie une **nouvelle** liste où chaque apparition de la paire, lue de gauche à droite
# et sans recouvrement, est remplacée par le nouveau jeton.


# %% solution="fusionner"
def fusionner(suite, paire, nouveau):
    """Renvoie la suite où la paire est remplacée par le nouveau jeton."""
    ### BEGIN SOLUTION
    resultat, i = [], 0
    while i < len(suite):
        if tuple(suite[i : i + 2]) == tuple(paire):
            resultat.append(nouveau)
            i += 2
        else:
            resultat.append(suite[i])
            i += 1
    return resultat
    ### END SOLUTION


# %% points=2 tests="fusionner"
obtenu = list(fusionner([1, 2, 3, 1, 2], (1, 2), 9))
assert obtenu == [9, 3, 9], (
    f"fusionner([1, 2, 3, 1, 2], (1, 2), 9) : [9, 3, 9] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for suite, paire, nouveau, attendu in [
    ([1, 1, 1], (1, 1), 5, [5, 1]),
    ([1, 1, 1, 1], (1, 1), 5, [5, 5]),
    ([2, 1], (1, 2), 5, [2, 1]),
    ([], (1, 2), 5, []),
    ([1], (1, 1), 5, [1]),
    ([3, 1, 2], (1, 2), 7, [3, 7]),
    ([1, 2, 2, 1, 2, 1], (2, 1), 0, [1, 2, 0, 0]),
]:
    donnee = list(suite)
    obtenu = list(fusionner(donnee, paire, nouveau))
    assert obtenu == attendu, (
        f"fusionner({suite!r}, {paire}, {nouveau}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
    assert donnee == suite, (
        f"la suite reçue doit rester intacte : {suite!r} attendu, {donnee!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : la meilleure paire (10 minutes)
#
# Écrivez `meilleure_paire(suites)`, qui reçoit une **liste de suites** de jetons (une par mot ou par document : une paire ne saute jamais d'une suite à l'autre)
# et renvoie le couple (paire, nombre) de la paire de voisins la plus fréquente ; à égalité, la plus petite paire. Aucune paire : `None`.
# (Les recouvrements comptent : dans `[1, 1, 1]`, la paire (1, 1) apparaît deux fois.)


# %% solution="meilleure-paire"
def meilleure_paire(suites):
    """Renvoie (paire, nombre) de la paire la plus fréquente, ou None."""
    ### BEGIN SOLUTION
    compte = {}
    for suite in suites:
        for paire in zip(suite, suite[1:]):
            compte[paire] = compte.get(paire, 0) + 1
    if not compte:
        return None
    paire = min(compte, key=lambda p: (-compte[p], p))
    return paire, compte[paire]
    ### END SOLUTION


# %% points=2 tests="meilleure-paire"
paire, nombre = meilleure_paire([[1, 2, 1, 2], [2, 1]])
assert (tuple(paire), nombre) == ((1, 2), 2), (
    f"[[1, 2, 1, 2], [2, 1]] : ((1, 2), 2) attendu, {(tuple(paire), nombre)!r} obtenu"
)
### BEGIN HIDDEN TESTS
for suites, attendu in [
    ([[1, 1, 1]], ((1, 1), 2)),
    ([[5, 4], [3, 9], [5, 4]], ((5, 4), 2)),
    ([[7, 8], [2, 9]], ((2, 9), 1)),
    ([[2, 9], [2, 3]], ((2, 3), 1)),
    ([[1, 2], [2, 3], [3, 1, 2]], ((1, 2), 2)),
]:
    paire, nombre = meilleure_paire(suites)
    assert (tuple(paire), nombre) == attendu, (
        f"{suites!r} : {attendu!r} attendu, {(tuple(paire), nombre)!r} obtenu"
    )
for suites in ([], [[1]], [[], [2]]):
    obtenu = meilleure_paire(suites)
    assert obtenu is None, f"{suites!r} : None attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : apprendre (20 minutes)
#
# Écrivez `apprendre(mots, nombre)`, qui part des octets UTF-8 de chaque mot et apprend **au plus** `nombre` fusions : à chaque tour, la meilleure paire (question 2)
# devient le jeton 256 + k, et l'on fusionne dans toutes les suites. On s'arrête avant si aucune paire ne revient **au moins deux fois**. Renvoyez la liste des fusions.


# %% solution="apprendre"
def apprendre(mots, nombre):
    """Renvoie la liste des fusions apprises sur les mots."""
    ### BEGIN SOLUTION
    suites = [list(mot.encode("utf-8")) for mot in mots]
    fusions = []
    while len(fusions) < nombre:
        meilleure = meilleure_paire(suites)
        if meilleure is None or meilleure[1] < 2:
            break
        suites = [fusionner(suite, meilleure[0], 256 + len(fusions)) for suite in suites]
        fusions.append(meilleure[0])
    return fusions
    ### END SOLUTION


# %% points=3 tests="apprendre"
obtenu = [tuple(paire) for paire in apprendre(["abc", "abd", "abc"], 5)]
assert obtenu == [(97, 98), (256, 99)], (
    f"abc, abd, abc : [(97, 98), (256, 99)] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for mots, nombre, attendu in [
    (["abc", "abd", "abc"], 1, [(97, 98)]),
    (["ab", "cd"], 3, []),
    (["aaaa"], 4, [(97, 97)]),
    (["aaaa", "aaaa"], 4, [(97, 97), (256, 256)]),
    (["\u00e9\u00e9"], 2, [(195, 169)]),
    (["xy", "xy", "zxy"], 0, []),
    (["abcd", "abcd"], 4, [(97, 98), (99, 100), (256, 257)]),
    (["zw", "zw", "ab", "ab"], 1, [(97, 98)]),
]:
    obtenu = [tuple(paire) for paire in apprendre(mots, nombre)]
    assert obtenu == attendu, (
        f"apprendre({mots!r}, {nombre}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : coder (12 minutes)
#
# Écrivez `coder(texte, fusions)`, qui renvoie la liste des jetons du texte : ses octets, auxquels on applique les fusions **dans l'ordre de la liste**.


# %% solution="coder"
def coder(texte, fusions):
    """Renvoie les jetons du texte."""
    ### BEGIN SOLUTION
    suite = list(texte.encode("utf-8"))
    for rang, paire in enumerate(fusions):
        suite = fusionner(suite, paire, 256 + rang)
    return suite
    ### END SOLUTION


# %% points=2 tests="coder"
obtenu = list(coder("abcab", fusions_exemple))
assert obtenu == [257, 256], (
    f"coder('abcab', [(97, 98), (256, 99)]) : [257, 256] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for texte, fusions, attendu in [
    ("\u00e9", [], [195, 169]),
    ("\u00e9a", [(195, 169)], [256, 97]),
    ("abc", [(98, 99), (97, 98)], [97, 256]),
    ("abab", [(97, 98), (256, 256)], [257]),
    ("", [(97, 98)], []),
    ("bcabc", [(97, 98), (98, 99), (256, 99)], [257, 258]),
]:
    obtenu = list(coder(texte, fusions))
    assert obtenu == attendu, (
        f"coder({texte!r}, {fusions!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 5 : décoder (10 minutes)
#
# Écrivez `decoder(jetons, fusions)`, qui renvoie le texte. Des octets qui ne forment pas un caractère complet donnent le caractère de remplacement
# (`errors="replace"`). Un jeton inconnu lève une `ValueError` qui le cite.


# %% solution="decoder"
def decoder(jetons, fusions):
    """Renvoie le texte codé par les jetons."""
    ### BEGIN SOLUTION
    morceaux = {i: bytes([i]) for i in range(256)}
    for rang, (a, b) in enumerate(fusions):
        morceaux[256 + rang] = morceaux[a] + morceaux[b]
    for jeton in jetons:
        if jeton not in morceaux:
            raise ValueError(f"jeton inconnu : {jeton}")
    return b"".join(morceaux[jeton] for jeton in jetons).decode("utf-8", errors="replace")
    ### END SOLUTION


# %% points=2 tests="decoder"
obtenu = decoder([257, 256, 33], fusions_exemple)
assert obtenu == "abcab!", (
    f"decoder([257, 256, 33], [(97, 98), (256, 99)]) : 'abcab!' attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for jetons, fusions, attendu in [
    ([], [], ""),
    ([195, 169], [], "\u00e9"),
    ([195], [], "\ufffd"),
    ([256, 97], [(195, 169)], "\u00e9a"),
    ([258], [(97, 98), (99, 100), (256, 257)], "abcd"),
    ([255, 65], [], "\ufffdA"),
]:
    obtenu = decoder(jetons, fusions)
    assert obtenu == attendu, (
        f"decoder({jetons!r}, {fusions!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
for jetons, fusions, fautif in [([256], [], 256), ([97, 300], [(97, 98)], 300), ([-1], [], -1)]:
    try:
        obtenu = decoder(jetons, fusions)
    except ValueError as erreur:
        obtenu = "ValueError" if str(fautif) in str(erreur) else f"ValueError sans {fautif}"
    except KeyError:
        obtenu = "KeyError"
    assert obtenu == "ValueError", (
        f"decoder({jetons!r}, {fusions!r}) : ValueError qui cite {fautif} attendue, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 6 : la fécondité par langue (8 minutes)
#
# Écrivez `fecondites(textes, fusions)`, qui reçoit un dictionnaire langue → texte et renvoie un dictionnaire langue → nombre moyen de jetons **par mot**
# (mots séparés par des blancs ; chaque mot est codé seul). Un texte sans mot donne `None`.


# %% solution="fecondite"
def fecondites(textes, fusions):
    """Renvoie, par langue, le nombre moyen de jetons par mot."""
    ### BEGIN SOLUTION
    resultat = {}
    for langue, texte in textes.items():
        mots = texte.split()
        resultat[langue] = (
            sum(len(coder(mot, fusions)) for mot in mots) / len(mots) if mots else None
        )
    return resultat
    ### END SOLUTION


# %% points=1 tests="fecondite"
obtenu = fecondites({"fr": "abc ab", "als": "xyz"}, fusions_exemple)
assert obtenu == {"fr": 1.0, "als": 3.0}, f"fr 1.0 et als 3.0 attendus, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for textes, fusions, attendu in [
    ({"x": "  "}, [], {"x": None}),
    ({"fr": "\u00e9t\u00e9 en"}, [], {"fr": 3.5}),
    ({"fr": "\u00e9t\u00e9 en"}, [(195, 169)], {"fr": 2.5}),
    ({"a": "ab\nab  b", "b": ""}, [(97, 98)], {"a": 1.0, "b": None}),
    ({"m": "a b"}, [(97, 32)], {"m": 1.0}),
    ({}, [], {}),
]:
    obtenu = fecondites(textes, fusions)
    assert obtenu == attendu, (
        f"fecondites({textes!r}, {fusions!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 7, à rédiger : sur quel corpus apprendre ? (15 minutes)
#
# Une coopérative transfrontalière veut un modèle pour des notices en français, en allemand et en alsacien (peu de textes, orthographe variable).
# En douze lignes : sur quel mélange apprendriez-vous les fusions et pourquoi, quelle mesure par langue suivriez-vous,
# et que coûterait, concrètement, un découpage appris sur le seul français ?

# %% [markdown] points=3 written="choix-du-corpus"
# **Réponse attendue.** Un mélange où l'alsacien est surreprésenté par rapport à son volume (tirage tempéré), l'allemand aussi, pour que chacun obtienne des jetons longs ;
# garder les variantes d'orthographe telles quelles. Suivre la fécondité par langue sur des textes mis de côté, et la part d'octets seuls.
# Appris sur le seul français : des textes alsaciens deux ou trois fois plus longs en jetons, donc plus chers, plus lents, moins bien traités par un modèle
# dont la fenêtre est limitée ; et des usagers facturés au jeton qui paient davantage pour leur langue. Contrepartie : le français s'allonge un peu.
#
# **Barème.** 1 point : mélange justifié. 1 point : mesure par langue sur textes mis de côté. 1 point : coût concret et contrepartie.
