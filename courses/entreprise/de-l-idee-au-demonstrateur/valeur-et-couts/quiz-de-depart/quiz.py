# %% [markdown]
# # Quiz de départ : ce que le cours suppose connu
#
# Trois questions de trois minutes. Elles ne comptent que pour vous :
# si l'une résiste, les deux premiers modules de *Découvrir l'IA par les données* sont une bonne remise en jambes.
#
# ## Question 1 : un pourcentage
#
# Écrivez `pourcentage`, qui reçoit un morceau et un total et renvoie le pourcentage (entre 0 et 100).
# Si le total vaut 0, elle renvoie `None` : il n'y a rien à mesurer.

# %% solution="pourcentage"
def pourcentage(morceau, total):
    """Renvoie ce que le morceau représente du total, en pour cent, ou None si le total est 0."""
    ### BEGIN SOLUTION
    if total == 0:
        return None
    return morceau / total * 100
    ### END SOLUTION


# %% points=1 tests="pourcentage"
obtenu = pourcentage(3, 12)
assert obtenu == 25, f"pourcentage(3, 12) : 25 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for morceau, total, attendu in [
    (5, 4, 125.0),
    (0, 7, 0.0),
    (1, 8, 12.5),
    (0, 0, None),
    (3, 0, None),
]:
    obtenu = pourcentage(morceau, total)
    assert obtenu == attendu, (
        f"pourcentage({morceau}, {total}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : garder ce qui dépasse
#
# Écrivez `au_dessus`, qui reçoit une liste de mesures et une limite,
# et renvoie la liste des mesures **strictement** plus grandes que la limite, dans le même ordre.


# %% solution="filtrer"
def au_dessus(mesures, limite):
    """Renvoie les mesures strictement plus grandes que la limite, dans l'ordre."""
    ### BEGIN SOLUTION
    return [mesure for mesure in mesures if mesure > limite]
    ### END SOLUTION


# %% points=1 tests="filtrer"
obtenu = au_dessus([3.1, 5.0, 4.2], 4)
assert obtenu == [5.0, 4.2], (
    f"au_dessus([3.1, 5.0, 4.2], 4) : [5.0, 4.2] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for mesures, limite, attendu in [
    ([4, 4, 5], 4, [5]),
    ([], 1, []),
    ([9, 2, 9, 1], 1.5, [9, 2, 9]),
    ([-3, -1, -2], -2, [-1]),
]:
    obtenu = au_dessus(mesures, limite)
    assert obtenu == attendu, (
        f"au_dessus({mesures!r}, {limite!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : compter par nom
#
# Le carnet de maintenance est une liste de noms de machines, un par intervention.
# Écrivez `interventions`, qui renvoie un dictionnaire : nom de la machine → nombre d'interventions.


# %% solution="compter"
def interventions(carnet):
    """Renvoie le nombre d'interventions de chaque machine du carnet."""
    ### BEGIN SOLUTION
    compte = {}
    for machine in carnet:
        compte[machine] = compte.get(machine, 0) + 1
    return compte
    ### END SOLUTION


# %% points=1 tests="compter"
obtenu = interventions(["presse", "four", "presse"])
assert obtenu == {"presse": 2, "four": 1}, (
    f"interventions(['presse', 'four', 'presse']) : {{'presse': 2, 'four': 1}} attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
obtenu = interventions([])
assert obtenu == {}, f"carnet vide : {{}} attendu, {obtenu!r} obtenu"
obtenu = interventions(["tour", "tour", "tour", "scie", "four", "scie"])
assert obtenu == {"tour": 3, "scie": 2, "four": 1}, (
    f"trois tours, deux scies, un four attendus, {obtenu!r} obtenu"
)
### END HIDDEN TESTS
