# %% [markdown]
# # Exercice 5.1 : mesurer, puis décider
#
# La biscuiterie du Ried (inventée) essaie une caméra qui écarte les biscuits cassés. **Séance de 30 minutes.**

# %%
import math

# %% [markdown]
# ## Question 1 : l'intervalle de Wilson (12 minutes)
#
# Pour $r$ réussites sur $n$ essais, avec $p = r/n$, l'intervalle va de $c - d$ à $c + d$ où
#
# $$c = \frac{p + \frac{z^2}{2n}}{1 + \frac{z^2}{n}} \qquad d = \frac{z}{1 + \frac{z^2}{n}} \sqrt{\frac{p(1-p)}{n} + \frac{z^2}{4n^2}}$$
#
# Écrivez `intervalle(reussites, essais, z=1.96)`, qui renvoie le couple (bas, haut).
# S'il n'y a aucun essai, ou si les réussites sont négatives ou plus nombreuses que les essais, levez une `ValueError`.


# %% solution="intervalle"
def intervalle(reussites, essais, z=1.96):
    """Renvoie les bornes (bas, haut) de l'intervalle de Wilson."""
    ### BEGIN SOLUTION
    if essais <= 0 or not 0 <= reussites <= essais:
        raise ValueError("0 <= reussites <= essais et essais > 0 attendus")
    part = reussites / essais
    diviseur = 1 + z**2 / essais
    centre = (part + z**2 / (2 * essais)) / diviseur
    demi = z / diviseur * math.sqrt(part * (1 - part) / essais + z**2 / (4 * essais**2))
    return centre - demi, centre + demi
    ### END SOLUTION


# %% points=3 tests="intervalle"
bas, haut = intervalle(38, 40)
assert abs(bas - 0.834958) < 1e-5, (
    f"intervalle(38, 40), borne basse : environ 0.83496 attendu, {bas!r} obtenu"
)
assert abs(haut - 0.986180) < 1e-5, (
    f"intervalle(38, 40), borne haute : environ 0.98618 attendu, {haut!r} obtenu"
)
### BEGIN HIDDEN TESTS
for arguments, attendu in [
    ((0, 10), (0.0, 0.2775402)),
    ((10, 10), (0.7224598, 1.0)),
    ((5, 20, 1.0), (1 / 6, 5 / 14)),
    ((1, 2, 3.0), (0.0477330, 0.9522670)),
    ((0, 1), (0.0, 0.7934565)),
]:
    obtenu = intervalle(*arguments)
    assert abs(obtenu[0] - attendu[0]) < 1e-6 and abs(obtenu[1] - attendu[1]) < 1e-6, (
        f"intervalle{arguments} : {attendu!r} attendu, {tuple(obtenu)!r} obtenu"
    )
for arguments in [(0, 0), (-1, 10), (11, 10), (0, -5)]:
    try:
        obtenu = intervalle(*arguments)
    except ValueError:
        obtenu = "ValueError"
    except ZeroDivisionError:
        obtenu = "ZeroDivisionError"
    assert obtenu == "ValueError", f"intervalle{arguments} : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : la taille de l'essai (8 minutes)
#
# Avant l'essai, on se contente d'une formule plus simple : pour un taux attendu $p$ et une demi-largeur voulue $e$,
# il faut $n = z^2 \, p(1-p) / e^2$ essais, arrondi **à l'entier supérieur**.
# Écrivez `taille(p, e, z=1.96)`. Quand on n'a aucune idée du taux, on passe `p=None`, et la fonction prend le cas le plus exigeant : 0,5.


# %% solution="taille"
def taille(p, e, z=1.96):
    """Renvoie le nombre d'essais pour connaître un taux p à plus ou moins e près."""
    ### BEGIN SOLUTION
    if p is None:
        p = 0.5
    return math.ceil(z**2 * p * (1 - p) / e**2)
    ### END SOLUTION


# %% points=2 tests="taille"
obtenu = taille(0.9, 0.05)
assert obtenu == 139, (
    f"taille(0.9, 0.05) : 139 attendu (138,3 arrondi vers le haut), {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for arguments, attendu in [
    ((None, 0.1), 97),
    ((0.5, 0.1), 97),
    ((0.2, 0.02), 1537),
    ((0.9, 0.05, 1.0), 36),
    ((0.0, 0.1), 0),
    ((None, 0.25, 2.0), 16),
]:
    obtenu = taille(*arguments)
    assert obtenu == attendu, f"taille{arguments} : {attendu} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : la règle (8 minutes)
#
# Écrivez `decision`, qui reçoit les bornes de l'intervalle et l'objectif, et renvoie :
#
# - `"continuer"` si la borne basse **atteint** l'objectif ;
# - `"arrêter"` si la borne haute est **strictement** au-dessous ;
# - `"mesurer encore"` dans les autres cas.


# %% solution="decision"
def decision(bas, haut, objectif):
    """Renvoie ce que dit la règle écrite avant l'essai."""
    ### BEGIN SOLUTION
    if bas >= objectif:
        return "continuer"
    return "arrêter" if haut < objectif else "mesurer encore"
    ### END SOLUTION


# %% points=2 tests="decision"
obtenu = decision(0.83, 0.98, 0.9)
assert obtenu == "mesurer encore", (
    f"entre 0.83 et 0.98, objectif 0.9 : 'mesurer encore' attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for arguments, attendu in [
    ((0.91, 0.99, 0.9), "continuer"),
    ((0.9, 0.95, 0.9), "continuer"),
    ((0.5, 0.89, 0.9), "arrêter"),
    ((0.5, 0.9, 0.9), "mesurer encore"),
    ((0.2, 0.3, 0.25), "mesurer encore"),
    ((0.2, 0.3, 0.1), "continuer"),
]:
    obtenu = decision(*arguments)
    assert obtenu == attendu, f"decision{arguments} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS
