# %% [markdown]
# # Exercice 2.1 : résumer sans trahir
#
# Retour chez les 442 personnes diabétiques de la leçon.
# Un résumé est un mensonge par omission : on jette 442 nombres pour n'en garder que quatre.
# Autant choisir lesquels.

# %%
import pandas as pd
from sklearn.datasets import load_diabetes

tout = load_diabetes(as_frame=True, scaled=False).frame
personnes = pd.DataFrame({"age": tout["age"], "imc": tout["bmi"], "progression": tout["target"]})
personnes.head()

# %% [markdown]
# | colonne | unité | sens |
# |---|---|---|
# | `age` | années | âge |
# | `imc` | kg/m² | indice de masse corporelle |
# | `progression` | – | avancée de la maladie en un an (note sans unité) |
#
# ## Question 1 : quatre nombres au lieu d'un (10 minutes)
#
# Écrivez la fonction `resume`, qui reçoit une colonne et renvoie un dictionnaire de quatre nombres,
# calculés sur les valeurs **connues** (les valeurs manquantes ne comptent pas) :
#
# - `"effectif"` : combien de valeurs sont connues ;
# - `"moyenne"` ;
# - `"mediane"` (sans accent dans le nom) ;
# - `"etendue"` : le maximum moins le minimum.
#
# Un **dictionnaire** range des valeurs sous des noms : `{"effectif": 3, "moyenne": 6.0}` en range deux.
# Entre accolades, chaque nom (on dit *clé*) est un texte, suivi de deux points et de sa valeur.
# Boîte à outils : `colonne.count()`, `colonne.mean()`, `colonne.median()`, `colonne.max()`, `colonne.min()`.


# %% solution="resume"
def resume(colonne):
    """Renvoie effectif, moyenne, médiane et étendue des valeurs connues de la colonne."""
    ### BEGIN SOLUTION
    return {
        "effectif": colonne.count(),
        "moyenne": colonne.mean(),
        "mediane": colonne.median(),
        "etendue": colonne.max() - colonne.min(),
    }
    ### END SOLUTION


# %% points=2 tests="resume"
obtenu = resume(pd.Series([2.0, None, 4.0, 12.0]))
assert isinstance(obtenu, dict), f"un dictionnaire attendu, {type(obtenu).__name__} obtenu"
for nom, attendu in [("effectif", 3), ("moyenne", 6.0), ("mediane", 4.0), ("etendue", 10.0)]:
    assert nom in obtenu, (
        f"resume([2.0, manquant, 4.0, 12.0]) : clé {nom!r} attendue, clés {list(obtenu)!r} obtenues"
    )
    assert abs(obtenu[nom] - attendu) < 1e-9, (
        f"resume([2.0, manquant, 4.0, 12.0])[{nom!r}] : {attendu!r} attendu, {obtenu[nom]} obtenu"
    )
### BEGIN HIDDEN TESTS
mesures = pd.Series([None, -3.0, 7.0, 7.5, None, 0.5, 30.0])
obtenu = resume(mesures)
for nom, attendu in [("effectif", 5), ("moyenne", 8.4), ("mediane", 7.0), ("etendue", 33.0)]:
    assert nom in obtenu, f"clé {nom!r} attendue, clés {list(obtenu)!r} obtenues"
    assert abs(obtenu[nom] - attendu) < 1e-9, (
        f"{nom} de [manquant, -3.0, 7.0, 7.5, manquant, 0.5, 30.0] : {attendu!r} attendu, {obtenu[nom]} obtenu"
    )
obtenu = resume(pd.Series([5.0, 6.0]))
for nom, attendu in [("effectif", 2), ("moyenne", 5.5), ("mediane", 5.5), ("etendue", 1.0)]:
    assert abs(obtenu[nom] - attendu) < 1e-9, (
        f"{nom} de [5.0, 6.0] : {attendu!r} attendu, {obtenu[nom]} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : les points au-delà des moustaches (15 minutes)
#
# La boîte à moustaches isole les valeurs dites extrêmes. La règle la plus courante, due à John Tukey :
# soit q1 le premier quartile, q3 le troisième, et e = q3 − q1 l'écart interquartile ;
# une valeur est extrême si elle est **strictement** plus petite que q1 − 1,5 × e
# ou **strictement** plus grande que q3 + 1,5 × e.
#
# Écrivez la fonction `extremes`, qui reçoit une colonne et renvoie la **liste** de ses valeurs extrêmes,
# de la plus petite à la plus grande. S'il n'y en a pas, la liste est vide.
#
# Boîte à outils : `colonne.quantile(0.25)` donne le premier quartile ; `sorted(...)` range et donne une liste.


# %% solution="extremes"
def extremes(colonne):
    """Renvoie la liste croissante des valeurs de la colonne hors des moustaches de Tukey."""
    ### BEGIN SOLUTION
    q1, q3 = colonne.quantile(0.25), colonne.quantile(0.75)
    marge = 1.5 * (q3 - q1)
    return sorted(colonne[(colonne < q1 - marge) | (colonne > q3 + marge)])
    ### END SOLUTION


# %% points=3 tests="extremes"
obtenu = extremes(pd.Series([10, 11, 12, 13, 40]))
assert isinstance(obtenu, list), f"une liste attendue, {type(obtenu).__name__} obtenu"
assert obtenu == [40], (
    f"extremes([10, 11, 12, 13, 40]) : [40] attendu (q1 = 11, q3 = 13, moustaches de 8 à 16), {obtenu!r} obtenu"
)
obtenu = extremes(personnes["imc"])
assert obtenu == [39.1, 41.3, 42.2], (
    f"extremes(personnes['imc']) : [39.1, 41.3, 42.2] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
melange = pd.Series(
    [14.0, 35.25, 0.0, None, 20.0, -5.25, 11.0, 35.0, 10.0, 12.0, 30.0, 13.0, -5.0, 15.0]
)
obtenu = extremes(melange)
assert list(obtenu) == [-5.25, 35.25], (
    "colonne où q1 = 10 et q3 = 20, de -5.25 à 35.25, avec -5.0 et 35.0 juste sur les limites : "
    f"[-5.25, 35.25] attendu, {obtenu!r} obtenu"
)
obtenu = extremes(pd.Series([3.0, 4.0, 5.0, 6.0]))
assert list(obtenu) == [], (
    f"colonne [3.0, 4.0, 5.0, 6.0] : aucune valeur extrême, [] attendu, {obtenu!r} obtenu"
)
obtenu = extremes(pd.Series([9.0, -80.0, 8.0, 9.5, 60.0, 8.5, 9.0, -70.0]))
assert list(obtenu) == [-80.0, -70.0, 60.0], (
    "colonne [9.0, -80.0, 8.0, 9.5, 60.0, 8.5, 9.0, -70.0] : [-80.0, -70.0, 60.0] attendu, dans l'ordre croissant, "
    f"{obtenu!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : des taux, pas des effectifs (10 minutes)
#
# Deux maternités inventées. Où les naissances par césarienne sont-elles le plus fréquentes ?
# Compter les césariennes dirait seulement laquelle est la plus grande.

# %%
naissances = pd.DataFrame(
    {
        "maternite": ["Vosges", "Vosges", "Meuse", "Vosges", "Meuse", "Vosges", "Vosges", "Meuse"],
        "cesarienne": [True, False, True, False, False, True, False, True],
    }
)
naissances

# %% [markdown]
# Écrivez la fonction `taux`, qui reçoit un tableau, le nom de la colonne qui donne le groupe,
# et le nom d'une colonne de vrai et de faux. Elle renvoie, pour chaque groupe, le **pourcentage** de vrai.
# Une série pandas convient, un dictionnaire aussi.


# %% solution="taux"
def taux(tableau, groupe, evenement):
    """Renvoie le pourcentage de vrai de la colonne demandée, dans chaque groupe."""
    ### BEGIN SOLUTION
    return tableau.groupby(groupe)[evenement].mean() * 100
    ### END SOLUTION


# %% points=2 tests="taux"
obtenu = taux(naissances, "maternite", "cesarienne")
assert obtenu is not None, "un pourcentage par groupe attendu, None obtenu"
obtenu = {nom: round(float(part), 1) for nom, part in dict(obtenu).items()}
assert obtenu == {"Meuse": 66.7, "Vosges": 40.0}, (
    "taux(naissances, 'maternite', 'cesarienne') : {'Meuse': 66.7, 'Vosges': 40.0} attendu, "
    f"{obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
pannes = pd.DataFrame(
    {
        "cesarienne": [False] * 10,
        "panne": [True, False, False, False, True, True, False, False, False, False],
        "atelier": ["A", "A", "A", "A", "B", "B", "C", "C", "B", "B"],
    }
)
obtenu = taux(pannes, "atelier", "panne")
assert obtenu is not None, "un pourcentage par groupe attendu, None obtenu"
obtenu = {nom: round(float(part), 6) for nom, part in dict(obtenu).items()}
attendu = {"A": 25.0, "B": 50.0, "C": 0.0}
assert obtenu == attendu, (
    f"1 panne sur 4 en A, 2 sur 4 en B, 0 sur 2 en C : {attendu!r} attendu, {obtenu!r} obtenu"
)
obtenu = taux(pannes, "panne", "cesarienne")
obtenu = {nom: round(float(part), 6) for nom, part in dict(obtenu).items()}
assert obtenu == {False: 0.0, True: 0.0}, (
    f"aucun vrai dans aucun groupe : {{False: 0.0, True: 0.0}} attendu, {obtenu!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : points ou pour cent ? (10 minutes)
#
# Un taux passe de 20 % à 25 % : c'est **5 points** de plus, et **25 %** de plus.
# Les annonces choisissent volontiers le plus impressionnant des deux. Donnons toujours les deux.
#
# Écrivez la fonction `evolution`, qui reçoit un taux avant et un taux après (en %), et renvoie deux nombres :
# l'écart en **points**, puis l'évolution en **pour cent de la valeur de départ**.
# Les baisses sont négatives. Si la valeur de départ est 0, la seconde réponse n'a pas de sens : renvoyez `None` à sa place.


# %% solution="evolution"
def evolution(avant, apres):
    """Renvoie l'écart en points et l'évolution en pour cent de avant (None si avant vaut 0)."""
    ### BEGIN SOLUTION
    points = apres - avant
    if avant == 0:
        return points, None
    return points, points / avant * 100
    ### END SOLUTION


# %% points=2 tests="evolution"
obtenu = evolution(20, 25)
assert isinstance(obtenu, tuple), f"evolution(20, 25) : deux nombres attendus, {obtenu!r} obtenu"
assert obtenu == (5, 25.0), f"evolution(20, 25) : (5, 25.0) attendu, {obtenu!r} obtenu"
obtenu = evolution(0, 3)
assert obtenu == (3, None), f"evolution(0, 3) : (3, None) attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for avant, apres, attendu in [
    (80, 60, (-20, -25.0)),
    (8, 10, (2, 25.0)),
    (50, 50, (0, 0.0)),
    (4, 1, (-3, -75.0)),
    (1, 2, (1, 100.0)),
    (64, 0, (-64, -100.0)),
    (0.5, 0.75, (0.25, 50.0)),
    (0, 0, (0, None)),
    (0, 12, (12, None)),
]:
    obtenu = evolution(avant, apres)
    assert isinstance(obtenu, tuple), (
        f"evolution({avant!r}, {apres!r}) : deux nombres attendus, {obtenu!r} obtenu"
    )
    assert obtenu == attendu, (
        f"evolution({avant!r}, {apres!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS
