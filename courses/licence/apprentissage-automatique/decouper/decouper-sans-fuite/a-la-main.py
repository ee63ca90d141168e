# %% [markdown]
# # Exercice 1.1 : découper à la main
#
# Les découpages de scikit-learn tiennent en quelques lignes de NumPy. Les écrire une fois, c'est savoir pour toujours ce qu'ils garantissent.
# Partout, un découpage est un couple de vecteurs de **positions** (à partir de 0) : apprentissage, puis test.
#
# Les tests vérifient des propriétés (rien de perdu, rien en double, bonnes tailles), sur d'autres tirages que les vôtres.

# %%
import numpy as np


def couple(resultat):
    """Vérifie qu'un découpage est un couple de vecteurs, et le renvoie sous forme de listes d'entiers."""
    assert isinstance(resultat, tuple) and len(resultat) == 2, (
        f"deux vecteurs de positions attendus (apprentissage, test), {resultat!r} obtenu"
    )
    return [int(i) for i in resultat[0]], [int(i) for i in resultat[1]]


# %% [markdown]
# ## Question 1 : au hasard, mais reproductible (10 minutes)
#
# Écrivez `decouper(n, part_test, graine)`. Elle tire au hasard le test parmi les positions 0 à n − 1.
#
# - Le test contient `round(n * part_test)` positions, l'apprentissage toutes les autres.
# - La même graine redonne le même découpage ; une autre graine en donne un autre.
#
# Boîte à outils : `np.random.default_rng(graine).permutation(n)` mélange les positions.


# %% solution="hasard"
def decouper(n, part_test, graine):
    """Renvoie les positions d'apprentissage et de test d'un découpage au hasard."""
    ### BEGIN SOLUTION
    melange = np.random.default_rng(graine).permutation(n)
    taille = round(n * part_test)
    return melange[taille:], melange[:taille]
    ### END SOLUTION


# %% points=2 tests="hasard"
app, test = couple(decouper(10, 0.3, 0))
assert len(test) == 3, f"decouper(10, 0.3, 0) : 3 positions de test attendues, {len(test)} obtenues"
assert sorted(app + test) == list(range(10)), (
    f"chaque position de 0 à 9 exactement une fois attendue, {sorted(app + test)!r} obtenu"
)
assert couple(decouper(10, 0.3, 0)) == (app, test), "la même graine doit redonner le même découpage"
### BEGIN HIDDEN TESTS
for n, part, taille in [(7, 0.5, 4), (100, 0.07, 7), (23, 0.2, 5), (5, 0.0, 0), (9, 0.15, 1)]:
    app, test = couple(decouper(n, part, 3))
    assert len(test) == taille, (
        f"decouper({n}, {part}, 3) : {taille} positions de test attendues, {len(test)} obtenues"
    )
    assert sorted(app + test) == list(range(n)), (
        f"decouper({n}, {part}, 3) : chaque position de 0 à {n - 1} exactement une fois attendue"
    )
tirages = [sorted(couple(decouper(40, 0.25, graine))[1]) for graine in range(6)]
assert len({tuple(t) for t in tirages}) == 6, (
    "six graines différentes : six tests différents attendus"
)
assert [sorted(couple(decouper(40, 0.25, graine))[1]) for graine in range(6)] == tirages, (
    "la même graine doit redonner le même découpage, même après d'autres tirages"
)
presences = np.zeros(40)
for graine in range(60):
    presences[couple(decouper(40, 0.25, graine))[1]] += 1
assert presences.min() >= 3, (
    f"sur 60 tirages d'un quart, chaque position doit être testée au moins 3 fois, {int(presences.min())} obtenu pour la plus rare"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : stratifié (15 minutes)
#
# Écrivez `decouper_stratifie(etiquettes, part_test, graine)` : dans **chaque** classe, elle tire au hasard
# `round(effectif * part_test)` positions pour le test.
#
# Boîte à outils : `np.unique(etiquettes)` liste les classes ; `np.flatnonzero(etiquettes == c)` donne les positions de la classe c ;
# `generateur.permutation(positions)` les mélange ; `np.concatenate([...])` met des vecteurs bout à bout.


# %% solution="stratifie"
def decouper_stratifie(etiquettes, part_test, graine):
    """Renvoie un découpage au hasard qui respecte la part de test dans chaque classe."""
    ### BEGIN SOLUTION
    generateur = np.random.default_rng(graine)
    app = []
    test = []
    for classe in np.unique(etiquettes):
        melange = generateur.permutation(np.flatnonzero(etiquettes == classe))
        taille = round(len(melange) * part_test)
        test.append(melange[:taille])
        app.append(melange[taille:])
    return np.concatenate(app), np.concatenate(test)
    ### END SOLUTION


# %% points=3 tests="stratifie"
etiquettes = np.array(["saine"] * 8 + ["malade"] * 4)
app, test = couple(decouper_stratifie(etiquettes, 0.5, 0))
assert sorted(app + test) == list(range(12)), (
    f"chaque position de 0 à 11 exactement une fois attendue, {sorted(app + test)!r} obtenu"
)
compte = {classe: int((etiquettes[test] == classe).sum()) for classe in ["saine", "malade"]}
assert compte == {"saine": 4, "malade": 2}, (
    f"8 saines et 4 malades, moitié au test : {{'saine': 4, 'malade': 2}} attendu, {compte!r} obtenu"
)
### BEGIN HIDDEN TESTS
classes = np.array([2, 0, 1, 0, 0, 1, 2, 0, 0, 0, 1, 0, 2, 0, 0, 1, 0, 2, 1, 0, 2, 1, 0, 0, 2])
for part, attendu in [
    (0.3, {0: 4, 1: 2, 2: 2}),
    (0.5, {0: 6, 1: 3, 2: 3}),
    (0.9, {0: 12, 1: 5, 2: 5}),
]:
    for graine in [1, 8]:
        app, test = couple(decouper_stratifie(classes, part, graine))
        assert sorted(app + test) == list(range(25)), (
            "chaque position de 0 à 24 exactement une fois attendue"
        )
        compte = {classe: int((classes[test] == classe).sum()) for classe in range(3)}
        assert compte == attendu, (
            f"effectifs {{0: 13, 1: 6, 2: 6}}, part {part} : {attendu!r} au test attendu, {compte!r} obtenu"
        )
tests = {tuple(sorted(couple(decouper_stratifie(classes, 0.3, graine))[1])) for graine in range(8)}
assert len(tests) >= 7, (
    f"huit graines : au moins sept tests différents attendus, {len(tests)} obtenus"
)
assert couple(decouper_stratifie(classes, 0.3, 5)) == couple(decouper_stratifie(classes, 0.3, 5)), (
    "la même graine doit redonner le même découpage"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : par groupe (15 minutes)
#
# Écrivez `decouper_par_groupe(groupes, part_test, graine)` : elle tire au hasard `round(nombre_de_groupes * part_test)` **groupes** ;
# toutes leurs lignes vont au test, toutes les autres à l'apprentissage.
#
# Boîte à outils : `generateur.choice(noms, taille, replace=False)` tire des noms sans remise ; `np.isin(groupes, choisis)` est un masque.


# %% solution="par-groupe"
def decouper_par_groupe(groupes, part_test, graine):
    """Renvoie un découpage où chaque groupe est entier d'un seul côté."""
    ### BEGIN SOLUTION
    noms = np.unique(groupes)
    generateur = np.random.default_rng(graine)
    choisis = generateur.choice(noms, round(len(noms) * part_test), replace=False)
    au_test = np.isin(groupes, choisis)
    return np.flatnonzero(~au_test), np.flatnonzero(au_test)
    ### END SOLUTION


# %% points=3 tests="par-groupe"
groupes = np.array(["Metz", "Metz", "Bar", "Toul", "Bar", "Toul", "Metz", "Vic"])
app, test = couple(decouper_par_groupe(groupes, 0.5, 0))
assert sorted(app + test) == list(range(8)), (
    f"chaque position de 0 à 7 exactement une fois attendue, {sorted(app + test)!r} obtenu"
)
des_deux_cotes = set(groupes[app]) & set(groupes[test])
assert not des_deux_cotes, f"aucun groupe des deux côtés attendu, {sorted(des_deux_cotes)!r} obtenu"
assert len(set(groupes[test])) == 2, (
    f"2 groupes sur 4 au test attendus, {len(set(groupes[test]))} obtenus"
)
### BEGIN HIDDEN TESTS
hasard = np.random.default_rng(77)
groupes = hasard.choice([f"p{i}" for i in range(15)], 90, p=np.arange(1, 16) / 120)
nombre = len(np.unique(groupes))
tests = set()
for graine in range(8):
    app, test = couple(decouper_par_groupe(groupes, 0.2, graine))
    assert sorted(app + test) == list(range(90)), (
        "chaque position de 0 à 89 exactement une fois attendue"
    )
    des_deux_cotes = set(groupes[app]) & set(groupes[test])
    assert not des_deux_cotes, (
        f"aucun groupe des deux côtés attendu, {sorted(des_deux_cotes)!r} obtenu"
    )
    assert len(set(groupes[test])) == round(nombre * 0.2), (
        f"{round(nombre * 0.2)} groupes sur {nombre} au test attendus, {len(set(groupes[test]))} obtenus"
    )
    tests.add(tuple(sorted(set(groupes[test]))))
assert len(tests) >= 5, (
    f"huit graines : au moins cinq choix de groupes différents attendus, {len(tests)} obtenus"
)
assert couple(decouper_par_groupe(groupes, 0.2, 4)) == couple(
    decouper_par_groupe(groupes, 0.2, 4)
), "la même graine doit redonner le même découpage"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : dans l'ordre du temps (15 minutes)
#
# Les lignes sont rangées de la plus ancienne à la plus récente. Écrivez `decouper_dans_le_temps(n, k)`, qui renvoie une **liste** de k découpages.
# Avec des blocs de taille `b = n // (k + 1)` :
#
# - le premier apprend sur les positions 0 à b − 1 et teste sur les b suivantes ;
# - le deuxième apprend sur 0 à 2b − 1 et teste sur les b suivantes ; et ainsi de suite.
#
# Ce qui dépasse à la fin n'est pas utilisé.


# %% solution="dans-le-temps"
def decouper_dans_le_temps(n, k):
    """Renvoie k couples (apprentissage, test) où l'apprentissage précède toujours le test."""
    ### BEGIN SOLUTION
    b = n // (k + 1)
    return [(np.arange(i * b), np.arange(i * b, (i + 1) * b)) for i in range(1, k + 1)]
    ### END SOLUTION


# %% points=2 tests="dans-le-temps"
obtenu = [couple(pli) for pli in decouper_dans_le_temps(7, 2)]
attendu = [([0, 1], [2, 3]), ([0, 1, 2, 3], [4, 5])]
assert obtenu == attendu, f"decouper_dans_le_temps(7, 2) : {attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for n, k in [(12, 3), (20, 1), (11, 4), (30, 5)]:
    bloc = n // (k + 1)
    obtenu = [couple(pli) for pli in decouper_dans_le_temps(n, k)]
    attendu = [
        (list(range(bloc * i)), list(range(bloc * i, bloc * i + bloc))) for i in range(1, k + 1)
    ]
    assert len(obtenu) == k, (
        f"decouper_dans_le_temps({n}, {k}) : {k} découpages attendus, {len(obtenu)} obtenus"
    )
    assert obtenu == attendu, (
        f"decouper_dans_le_temps({n}, {k}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS
