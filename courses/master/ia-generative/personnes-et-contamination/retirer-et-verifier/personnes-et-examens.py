# %% [markdown]
# # Exercice 2.1 : des personnes et des examens
#
# Cinq questions pour un corpus dont on puisse répondre. Environ 100 minutes, plus une question rédigée. Tous les noms et numéros sont inventés.

# %%
import re

COURRIEL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<!\d)(?:\+33 ?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)")
texte = "Zoé (zoe@exemple.fr, 03 83 00 00 01) ou zoe@exemple.fr"

# %% [markdown]
# ## Question 1 : repérer (15 minutes)
#
# Écrivez `reperer(texte)`, qui renvoie la liste **triée par position** des triplets (début, fin, type) des courriels (`"courriel"`) et des téléphones (`"telephone"`)
# que trouvent les deux expressions données. Un téléphone **à l'intérieur** d'un courriel ne compte pas.


# %% solution="reperer"
def reperer(texte):
    """Renvoie les passages (début, fin, type) triés par position."""
    ### BEGIN SOLUTION
    courriels = [(m.start(), m.end(), "courriel") for m in COURRIEL.finditer(texte)]
    telephones = [
        (m.start(), m.end(), "telephone")
        for m in TELEPHONE.finditer(texte)
        if not any(debut <= m.start() and m.end() <= fin for debut, fin, _ in courriels)
    ]
    return sorted(courriels + telephones)
    ### END SOLUTION


# %% points=2 tests="reperer"
obtenu = [tuple(passage) for passage in reperer(texte)]
attendu = [(5, 19, "courriel"), (21, 35, "telephone"), (40, 54, "courriel")]
assert obtenu == attendu, f"reperer(texte) : {attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for phrase, attendu in [
    ("rien ici", []),
    ("0383000001 a@b.fr", [(0, 10, "telephone"), (11, 17, "courriel")]),
    ("ecrire 0383000001@fax.fr", [(7, 24, "courriel")]),
    ("x@y.org;+33 6 00 00 00 02", [(0, 7, "courriel"), (8, 25, "telephone")]),
    ("03830000012", []),
    (
        "a@b.fr 0383000003 0383000004@c.fr",
        [(0, 6, "courriel"), (7, 17, "telephone"), (18, 33, "courriel")],
    ),
]:
    obtenu = [tuple(passage) for passage in reperer(phrase)]
    assert obtenu == attendu, f"reperer({phrase!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : remplacer en gardant les liens (15 minutes)
#
# Écrivez `remplacer(texte, passages)` : chaque passage (début, fin, type), donné dans l'ordre et sans recouvrement, devient `[type n]`,
# où n numérote les **valeurs différentes** de ce type dans l'ordre où elles paraissent, à partir de 1. La même valeur garde le même numéro.


# %% solution="remplacer"
def remplacer(texte, passages):
    """Renvoie le texte où chaque passage devient [type n], stable dans le document."""
    ### BEGIN SOLUTION
    numeros, morceaux, position = {}, [], 0
    for debut, fin, nature in passages:
        connus = numeros.setdefault(nature, {})
        numero = connus.setdefault(texte[debut:fin], len(connus) + 1)
        morceaux += [texte[position:debut], f"[{nature} {numero}]"]
        position = fin
    return "".join(morceaux) + texte[position:]
    ### END SOLUTION


# %% points=2 tests="remplacer"
obtenu = remplacer(texte, [(5, 19, "courriel"), (21, 35, "telephone"), (40, 54, "courriel")])
attendu = "Zoé ([courriel 1], [telephone 1]) ou [courriel 1]"
assert obtenu == attendu, f"{attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for phrase, passages, attendu in [
    ("sans rien", [], "sans rien"),
    ("abcabc", [(0, 1, "x"), (1, 2, "x"), (3, 4, "x")], "[x 1][x 2]c[x 1]bc"),
    ("aab", [(0, 1, "x"), (1, 2, "y"), (2, 3, "x")], "[x 1][y 1][x 2]"),
    ("tout", [(0, 4, "nom")], "[nom 1]"),
    ("", [], ""),
]:
    obtenu = remplacer(phrase, passages)
    assert obtenu == attendu, (
        f"remplacer({phrase!r}, {passages!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : juger le filtre (10 minutes)
#
# Écrivez `juger_le_filtre(trouves, attendus)` : deux listes (une par document) de listes de triplets (début, fin, type). Renvoyez le couple (précision, rappel) sur
# l'ensemble des documents ; un triplet est juste s'il est exactement attendu dans le **même** document. Rien de trouvé : précision `None`. Rien d'attendu : rappel `None`.


# %% solution="juger-le-filtre"
def juger_le_filtre(trouves, attendus):
    """Renvoie (précision, rappel) sur tous les documents."""
    ### BEGIN SOLUTION
    justes = sum(len(set(t) & set(a)) for t, a in zip(trouves, attendus))
    nb_trouves = sum(len(set(t)) for t in trouves)
    nb_attendus = sum(len(set(a)) for a in attendus)
    precision = justes / nb_trouves if nb_trouves else None
    return precision, justes / nb_attendus if nb_attendus else None
    ### END SOLUTION


# %% points=2 tests="juger-le-filtre"
obtenu = tuple(
    juger_le_filtre([[(0, 4, "nom")], [(2, 5, "nom")]], [[(0, 4, "nom"), (6, 9, "nom")], []])
)
assert obtenu == (0.5, 0.5), (
    f"un juste sur deux trouvés et deux attendus : (0.5, 0.5) attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
a, b, c = (0, 1, "x"), (0, 1, "y"), (3, 4, "x")
for trouves, attendus, attendu in [
    ([[a], []], [[], [a]], (0.0, 0.0)),
    ([[a, c], [b]], [[a, c], [b]], (1.0, 1.0)),
    ([[], []], [[a], []], (None, 0.0)),
    ([[b], [c]], [[], []], (0.0, None)),
    ([[]], [[]], (None, None)),
    ([[a, b, c, (9, 10, "x")]], [[a, b, (7, 8, "x")]], (0.5, 2 / 3)),
]:
    obtenu = tuple(juger_le_filtre(trouves, attendus))
    assert obtenu == attendu, (
        f"trouvés {trouves!r}, attendus {attendus!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : la contamination (20 minutes)
#
# Écrivez `contaminees(questions, corpus, taille)` : la liste triée des indices des questions dont **au moins une** suite de `taille` mots se trouve telle quelle dans un
# document du corpus. Les mots sont les suites de lettres et de chiffres (`\w+`), en minuscules. Une suite ne passe pas d'un document à l'autre.
# Une question plus courte que `taille` n'est jamais contaminée.


# %% solution="contamination"
def contaminees(questions, corpus, taille):
    """Renvoie les indices des questions dont une suite de mots est dans le corpus."""

    ### BEGIN SOLUTION
    def suites(texte):
        mots = re.findall(r"\w+", texte.lower())
        return {tuple(mots[i : i + taille]) for i in range(len(mots) - taille + 1)}

    connues = set()
    for document in corpus:
        connues |= suites(document)
    return [indice for indice, question in enumerate(questions) if suites(question) & connues]
    ### END SOLUTION


# %% points=3 tests="contamination"
obtenu = list(
    contaminees(
        ["Quelle est la capitale de la Meuse ?", "Qui a peint ceci ?"],
        ["La capitale, de la Meuse..."],
        4,
    )
)
assert obtenu == [0], f"« la capitale de la » est dans le corpus : [0] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for questions, corpus, taille, attendu in [
    (["a b c"], ["a b", "c a b"], 3, []),
    (["a b c"], ["x A, B; c!"], 3, [0]),
    (["a b"], ["a b c d"], 3, []),
    (["un deux trois", "deux trois", "quatre cinq"], ["zero un deux trois quatre"], 2, [0, 1]),
    (["a c b"], ["a b c"], 2, []),
    ([], ["a b"], 1, []),
    (["mot"], [], 1, []),
    (["fin de phrase", "mot"], ["le dernier mot"], 1, [1]),
]:
    obtenu = list(contaminees(questions, corpus, taille))
    assert obtenu == attendu, (
        f"questions {questions!r}, corpus {corpus!r}, taille {taille} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 5 : le score propre (8 minutes)
#
# Écrivez `score_propre(justes, contamines)` : la liste des réponses (vrai si juste) et l'ensemble des indices contaminés. Renvoyez le couple
# (score sur toutes les questions, score sur les questions propres), entre 0 et 1 ; `None` pour une moyenne sans question.


# %% solution="score-propre"
def score_propre(justes, contamines):
    """Renvoie (score brut, score sur les questions propres)."""
    ### BEGIN SOLUTION
    propres = [juste for indice, juste in enumerate(justes) if indice not in contamines]
    brut = sum(justes) / len(justes) if justes else None
    return brut, sum(propres) / len(propres) if propres else None
    ### END SOLUTION


# %% points=1 tests="score-propre"
obtenu = tuple(score_propre([True, True, False, True], {0, 1}))
assert obtenu == (0.75, 0.5), f"3 sur 4, puis 1 sur 2 : (0.75, 0.5) attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for justes, contamines, attendu in [
    ([], set(), (None, None)),
    ([True], {0}, (1.0, None)),
    ([False, True, True, False], set(), (0.5, 0.5)),
    ([True, False, False, False, True], {4}, (0.4, 0.25)),
]:
    obtenu = tuple(score_propre(justes, contamines))
    assert obtenu == attendu, (
        f"justes {justes!r}, contaminées {sorted(contamines)!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 6, à rédiger : le registre du corpus (15 minutes)
#
# Vous publiez un corpus de comptes rendus municipaux filtré par vos règles : rappel de 0,93 sur 300 passages à retirer, annotés dans un échantillon
# de 500 000 mots ; le corpus entier en compte 40 millions.
# Rédigez en douze lignes la partie « données personnelles » de sa fiche : ce qui a été fait, ce qui reste et combien (une estimation), comment une personne peut demander
# un retrait et ce que vous ferez alors, et une utilisation que vous déconseillez.

# %% [markdown] points=3 written="registre-du-corpus"
# **Réponse attendue.** Types recherchés et règles, rappel avec l'effectif et son incertitude (environ 0,90 à 0,95 pour 300 passages), ce qui n'était pas cherché
# (noms, adresses, situations décrites). Estimation : 300 passages pour 500 000 mots en font environ 24 000
# dans le corpus ; 7 % ont été manqués, soit environ 1 700 (entre 1 100 et 2 500 selon l'intervalle).
# Demande de retrait : un contact, un délai, la suppression dans la version suivante, l'information des personnes qui ont téléchargé ; dire qu'un modèle déjà entraîné ne l'oublie pas.
# Déconseillé : recherche de personnes, recoupement avec d'autres registres, entraînement d'un modèle destiné à répondre sur des particuliers.
#
# **Barème.** 1 point : ce qui a été fait et ce qui n'a pas été cherché. 1 point : estimation chiffrée de ce qui reste. 1 point : procédure de retrait et usage déconseillé.
