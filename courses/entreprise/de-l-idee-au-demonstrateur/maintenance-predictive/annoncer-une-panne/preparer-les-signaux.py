# %% [markdown]
# # Exercice 2.1 : préparer les signaux
#
# La papeterie de la Mortagne (inventée) suit ses presses par un capteur. Avant d'apprendre quoi que ce soit, on prépare.
# Ces trois questions ne demandent aucun modèle : c'est ici que se gagnent ou se perdent les projets. **Deux séances de 20 minutes.**

# %%
import numpy as np

signal = np.array([2.0, 2.2, 1.8, 2.0, 2.6, 2.4, 5.0, 3.0, 9.0])

# %% [markdown]
# ## Question 1 : résumer par fenêtres (12 minutes)
#
# Écrivez `fenetres`, qui reçoit un signal et une largeur (nombre de mesures),
# découpe le signal en fenêtres qui se suivent sans se recouvrir, **oublie la dernière si elle est incomplète**,
# et renvoie un tableau NumPy à trois colonnes : moyenne, maximum, étendue (maximum moins minimum). Une ligne par fenêtre.


# %% solution="fenetres"
def fenetres(signal, largeur):
    """Renvoie un tableau (nombre de fenêtres, 3) : moyenne, maximum et étendue de chacune."""
    ### BEGIN SOLUTION
    nombre = len(signal) // largeur
    blocs = np.asarray(signal, dtype=float)[: nombre * largeur].reshape(nombre, largeur)
    maximum = blocs.max(axis=1)
    return np.column_stack([blocs.mean(axis=1), maximum, maximum - blocs.min(axis=1)])
    ### END SOLUTION


# %% points=3 tests="fenetres"
obtenu = np.asarray(fenetres(signal, 4), dtype=float)
assert obtenu.shape == (2, 3), (
    f"9 mesures, largeur 4 : forme (2, 3) attendue, {obtenu.shape!r} obtenue"
)
attendu = [[2.0, 2.2, 0.4], [3.25, 5.0, 2.6]]
assert np.allclose(obtenu, attendu), (
    f"fenetres(signal, 4) : {attendu!r} attendu, {obtenu.tolist()!r} obtenu"
)
### BEGIN HIDDEN TESTS
for mesures, largeur, attendu in [
    ([1.0, 5.0, 3.0, -2.0, 0.0, 8.0], 3, [[3.0, 5.0, 4.0], [2.0, 8.0, 10.0]]),
    ([4.0, 6.0, 7.0], 2, [[5.0, 6.0, 2.0]]),
    ([4.0, 6.0], 1, [[4.0, 4.0, 0.0], [6.0, 6.0, 0.0]]),
    ([-3.0, -1.0, -8.0, -4.0], 4, [[-4.0, -1.0, 7.0]]),
]:
    obtenu = np.asarray(fenetres(np.array(mesures), largeur), dtype=float)
    assert obtenu.shape == np.shape(attendu), (
        f"{len(mesures)} mesures, largeur {largeur} : forme {np.shape(attendu)!r} attendue, {obtenu.shape!r} obtenue"
    )
    assert np.allclose(obtenu, attendu), (
        f"signal {mesures!r}, largeur {largeur} : {attendu!r} attendu, {obtenu.tolist()!r} obtenu"
    )
vide = np.asarray(fenetres(np.array([1.0, 2.0]), 3))
assert len(vide) == 0, (
    f"signal plus court que la fenêtre : aucune ligne attendue, {vide.tolist()!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : la réponse à apprendre (10 minutes)
#
# Le modèle devra dire si une presse cassera **dans l'horizon qui vient**. Écrivez `en_danger`,
# qui reçoit les heures des mesures, l'heure de la panne (ou `None` s'il n'y en a pas eu) et l'horizon en heures,
# et renvoie un tableau NumPy de vrai/faux : vrai quand la panne est **encore à venir** et à **au plus** `horizon` heures.
# À l'heure même de la panne, et après, il est trop tard pour prévoir : faux.


# %% solution="en-danger"
def en_danger(heures, panne, horizon):
    """Renvoie un tableau de vrai/faux : la panne vient-elle dans l'horizon ?"""
    ### BEGIN SOLUTION
    heures = np.asarray(heures)
    if panne is None:
        return np.zeros(len(heures), dtype=bool)
    return (heures < panne) & (panne - heures <= horizon)
    ### END SOLUTION


# %% points=2 tests="en-danger"
obtenu = [bool(valeur) for valeur in en_danger([0, 10, 20, 30, 40], 30, 12)]
attendu = [False, False, True, False, False]
assert obtenu == attendu, (
    f"heures 0, 10, 20, 30, 40, panne à 30, horizon 12 : {attendu!r} attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for heures, panne, horizon, attendu in [
    ([0, 10, 20, 30], 30, 20, [False, True, True, False]),
    ([5, 6, 7], None, 100, [False, False, False]),
    ([0, 1, 2, 3], 100, 10, [False, False, False, False]),
    ([89, 90, 91, 99, 100, 101], 100, 10, [False, True, True, True, False, False]),
    ([50, 40, 45], 46, 5, [False, False, True]),
]:
    obtenu = [bool(valeur) for valeur in en_danger(heures, panne, horizon)]
    assert obtenu == attendu, (
        f"heures {heures!r}, panne à {panne!r}, horizon {horizon} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : séparer par machine (10 minutes)
#
# Écrivez `par_machine`, qui reçoit la liste des machines (une par ligne du tableau) et la liste des machines d'essai,
# et renvoie un couple de listes d'**indices** : lignes d'apprentissage, lignes d'essai, dans l'ordre du tableau.
# Si une machine d'essai n'est pas dans le tableau, levez une `ValueError` : une faute de frappe viderait l'essai en silence.


# %% solution="par-machine"
def par_machine(machines, machines_essai):
    """Renvoie les indices d'apprentissage et les indices d'essai, sans machine commune."""
    ### BEGIN SOLUTION
    absentes = set(machines_essai) - set(machines)
    if absentes:
        raise ValueError(f"machines absentes du tableau : {sorted(absentes)}")
    apprentissage = [i for i, machine in enumerate(machines) if machine not in machines_essai]
    essai = [i for i, machine in enumerate(machines) if machine in machines_essai]
    return apprentissage, essai
    ### END SOLUTION


# %% points=2 tests="par-machine"
obtenu = tuple(list(indices) for indices in par_machine(["P1", "P2", "P1", "P3"], ["P1"]))
assert obtenu == ([1, 3], [0, 2]), (
    f"machines P1 P2 P1 P3, essai P1 : ([1, 3], [0, 2]) attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for machines, essai, attendu in [
    (["a", "b", "c", "a", "b"], ["c", "a"], ([1, 4], [0, 2, 3])),
    (["x", "x"], ["x"], ([], [0, 1])),
    (["x", "y"], [], ([0, 1], [])),
    (["presse 1", "presse 10", "presse 1"], ["presse 10"], ([0, 2], [1])),
]:
    obtenu = tuple(list(indices) for indices in par_machine(machines, essai))
    assert obtenu == attendu, (
        f"machines {machines!r}, essai {essai!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
for machines, essai in [(["a", "b"], ["z"]), (["a", "b"], ["a", "A"])]:
    try:
        obtenu = par_machine(machines, essai)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", (
        f"machines {machines!r}, essai {essai!r} : ValueError attendue, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS
