# %% [markdown]
# # Quiz de départ : ce que le cours suppose connu
#
# Trois questions de trois minutes. Elles ne comptent que pour vous. Si l'une résiste, passez par *Découvrir l'IA par les données*.
#
# ## Question 1 : compter une lettre
#
# Écrivez `compter`, qui renvoie combien de fois une lettre figure dans un texte, majuscules et minuscules confondues.

# %% solution="compter-une-lettre"
def compter(texte, lettre):
    """Renvoie le nombre d'apparitions de la lettre, sans tenir compte des majuscules."""
    ### BEGIN SOLUTION
    return texte.upper().count(lettre.upper())
    ### END SOLUTION


# %% points=1 tests="compter-une-lettre"
obtenu = compter("Gattaca", "a")
assert obtenu == 3, f"compter('Gattaca', 'a') : 3 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for texte, lettre, attendu in [("AaBbA", "A", 3), ("", "c", 0), ("ccCC", "c", 4), ("xyz", "a", 0), ("gGg", "G", 3)]:
    obtenu = compter(texte, lettre)
    assert obtenu == attendu, f"compter({texte!r}, {lettre!r}) : {attendu} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : une moyenne prudente
#
# Écrivez `moyenne`, qui renvoie la moyenne d'une liste de nombres, ou `None` si elle est vide.

# %% solution="moyenne"
def moyenne(valeurs):
    """Renvoie la moyenne de la liste, ou None si elle est vide."""
    ### BEGIN SOLUTION
    if not valeurs:
        return None
    return sum(valeurs) / len(valeurs)
    ### END SOLUTION


# %% points=1 tests="moyenne"
obtenu = moyenne([2, 4, 9])
assert obtenu == 5, f"moyenne([2, 4, 9]) : 5 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for valeurs, attendu in [([], None), ([7.5], 7.5), ([-1, 1], 0), ([0, 0, 1, 1], 0.5)]:
    obtenu = moyenne(valeurs)
    assert obtenu == attendu, f"moyenne({valeurs!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : une masse molaire
#
# Une formule est un dictionnaire élément → nombre d'atomes. Écrivez `masse`, qui renvoie la masse molaire (g/mol)
# avec les masses données ci-dessous.

# %%
MASSES = {"H": 1.008, "C": 12.011, "N": 14.007, "O": 15.999}

# %% solution="masse"
def masse(formule):
    """Renvoie la masse molaire de la formule, en g/mol."""
    ### BEGIN SOLUTION
    return sum(nombre * MASSES[element] for element, nombre in formule.items())
    ### END SOLUTION


# %% points=1 tests="masse"
obtenu = masse({"H": 2, "O": 1})
assert abs(obtenu - 18.015) < 1e-6, f"eau : 18.015 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for formule, attendu in [({"C": 6, "H": 12, "O": 6}, 180.156), ({}, 0), ({"N": 2}, 28.014), ({"C": 1, "H": 4}, 16.043)]:
    obtenu = masse(formule)
    assert abs(obtenu - attendu) < 1e-6, f"masse({formule!r}) : {attendu} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS
