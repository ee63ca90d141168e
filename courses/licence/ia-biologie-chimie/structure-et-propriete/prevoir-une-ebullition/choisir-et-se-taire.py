# %% [markdown]
# # Exercice 3.2 : choisir, et se taire
#
# Un modèle plus souple colle mieux aux points appris. Est-il meilleur ? Et quand faut-il refuser de répondre ?

# %%
import numpy as np


def sans_elle(X, y):
    """Renvoie la prévision de chaque ligne par des moindres carrés ajustés sur les autres."""
    complet = np.column_stack([X, np.ones(len(X))])
    prevus = np.zeros(len(y))
    for i in range(len(y)):
        garde = np.arange(len(y)) != i
        prevus[i] = complet[i] @ np.linalg.lstsq(complet[garde], y[garde], rcond=None)[0]
    return prevus


carbones = np.arange(4.0, 11.0)
ebullition = np.array([-0.5, 36.1, 68.7, 98.4, 125.7, 150.8, 174.1])

# %% [markdown]
# ## Question 1 : le R² de test (10 minutes)
#
# Sur des molécules de test, on compare le modèle à la prévision la plus bête : la **moyenne de l'apprentissage**.
# Écrivez `r2_de_test`, qui reçoit les mesures de test, les prévisions et cette moyenne, et renvoie
#
# $$1 - \frac{\sum (\text{mesure} - \text{prévu})^2}{\sum (\text{mesure} - \text{moyenne d'apprentissage})^2}$$
#
# ou `None` si le dénominateur est nul. Un résultat négatif est possible : le modèle fait alors pire que la moyenne.

# %% solution="r2-de-test"
def r2_de_test(mesures, prevus, moyenne_apprentissage):
    """Renvoie le R² de test par rapport à la moyenne d'apprentissage, ou None."""
    ### BEGIN SOLUTION
    mesures, prevus = np.asarray(mesures, dtype=float), np.asarray(prevus, dtype=float)
    reference = ((mesures - moyenne_apprentissage) ** 2).sum()
    if reference == 0:
        return None
    return 1 - ((mesures - prevus) ** 2).sum() / reference
    ### END SOLUTION


# %% points=2 tests="r2-de-test"
obtenu = r2_de_test([10, 20], [12, 19], 5)
assert abs(obtenu - 0.98) < 1e-9, f"1 - 5 / 250 : 0.98 attendu, {obtenu} obtenu"
### BEGIN HIDDEN TESTS
for mesures, prevus, moyenne, attendu in [
    ([1, 3], [1, 3], 2, 1.0),
    ([1, 3], [2, 2], 2, 0.0),
    ([1, 3], [5, 3], 1, -3.0),
    ([10, 20], [15, 15], 0, 0.9),
    ([4, 4], [4, 5], 4, None),
]:
    obtenu = r2_de_test(mesures, prevus, moyenne)
    proche = obtenu is None if attendu is None else obtenu is not None and abs(obtenu - attendu) < 1e-9
    assert proche, f"mesures {mesures!r}, prévus {prevus!r}, moyenne {moyenne} : {attendu!r} attendu, {obtenu} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : quel degré ? (15 minutes)
#
# Écrivez `meilleur_degre`, qui reçoit un vecteur x, un vecteur y et une liste de degrés à essayer, et renvoie le degré dont les prévisions
# « chacune sans elle » ont la plus petite **racine de la moyenne des carrés** des erreurs.
# Pour un degré d, les descripteurs sont x, x², …, x^d. À égalité (à 1e-9 près), choisissez le degré le plus petit.

# %% solution="degre"
def meilleur_degre(x, y, degres):
    """Renvoie le degré de plus petite erreur quand chaque point est prévu sans lui."""
    ### BEGIN SOLUTION
    choisi, plus_petite = None, np.inf
    for degre in sorted(degres):
        X = np.column_stack([x**puissance for puissance in range(1, degre + 1)])
        erreur = np.sqrt(np.mean((sans_elle(X, y) - y) ** 2))
        if erreur < plus_petite - 1e-9:
            choisi, plus_petite = degre, erreur
    return choisi
    ### END SOLUTION


# %% points=3 tests="degre"
obtenu = meilleur_degre(carbones, ebullition, [1, 2])
assert obtenu == 2, f"alcanes, degrés 1 et 2 : 2 attendu (les résidus de la droite se courbent), {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
x = np.array([-2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0])
for y, degres, attendu in [
    (2 * x - 1, [3, 1, 2], 1),
    (x**3 - x, [1, 2, 3], 3),
    (np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0]), [1, 4], 1),
    (x**2 + np.array([0.1, -0.1, 0.1, -0.1, 0.1, -0.1, 0.1]), [4, 2, 1], 2),
    (np.abs(x), [2, 1], 2),
]:
    obtenu = meilleur_degre(x, y, degres)
    assert obtenu == attendu, f"y = {y.round(2).tolist()!r}, degrés {degres!r} : {attendu} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : hors du domaine (8 minutes)
#
# Écrivez `hors_domaine`, qui reçoit les descripteurs appris (un tableau, une ligne par molécule), les descripteurs d'une nouvelle molécule
# et les noms des colonnes, et renvoie la **liste** des noms des descripteurs qui sortent de l'intervalle appris (bornes comprises dans l'intervalle),
# dans l'ordre des colonnes. Une liste vide veut dire : on peut répondre.

# %% solution="hors-domaine"
def hors_domaine(appris, nouvelle, noms):
    """Renvoie les noms des descripteurs de la molécule hors de l'intervalle appris."""
    ### BEGIN SOLUTION
    bas, haut = np.min(appris, axis=0), np.max(appris, axis=0)
    return [nom for nom, valeur, b, h in zip(noms, nouvelle, bas, haut) if not b <= valeur <= h]
    ### END SOLUTION


# %% points=2 tests="hors-domaine"
appris = np.array([[4.0, 0.0], [10.0, 2.0], [7.0, 1.0]])
obtenu = list(hors_domaine(appris, [16.0, 1.0], ["carbones", "oxygènes"]))
assert obtenu == ["carbones"], f"16 carbones, appris de 4 à 10 : ['carbones'] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for nouvelle, attendu in [([4.0, 2.0], []), ([3.9, 2.1], ["carbones", "oxygènes"]), ([10.0, -1.0], ["oxygènes"]), ([10.5, 0.0], ["carbones"]), ([5.0, 3.0], ["oxygènes"])]:
    obtenu = list(hors_domaine(appris, nouvelle, ["carbones", "oxygènes"]))
    assert obtenu == attendu, f"molécule {nouvelle!r} : {attendu!r} attendu, {obtenu!r} obtenu"
obtenu = list(hors_domaine(np.array([[1.0, 5.0, 9.0]]), [1.0, 5.5, 8.0], ["a", "b", "c"]))
assert obtenu == ["b", "c"], f"une seule molécule apprise : ['b', 'c'] attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : la propriété annoncée (10 minutes)
#
# Une jeune entreprise annonce : « Notre modèle prédit la solubilité avec R² = 0,98. » Son modèle a été ajusté et jugé sur les mêmes 40 molécules,
# avec 35 descripteurs. En dix lignes : pourquoi ce chiffre ne prouve-t-il presque rien, que demanderiez-vous (trois choses précises),
# et quelle phrase honnête pourrait-elle écrire à la place ?

# %% [markdown] points=3 written="propriete-annoncee"
# **Réponse attendue.** Avec 35 descripteurs et une ordonnée à l'origine pour 40 molécules, un ajustement colle presque à n'importe quoi, même à du hasard ;
# et il est jugé sur ce qu'il a appris. À demander : l'erreur dans l'unité de la solubilité sur des molécules jamais vues (mises de côté par familles) ;
# la comparaison à la moyenne ou à un modèle simple à un ou deux descripteurs ; le domaine (quelles tailles, quelles fonctions) ;
# l'incertitude des mesures elles-mêmes. Phrase honnête : « Sur 15 molécules mises de côté, de la même famille, notre modèle se trompe en moyenne de x,
# contre y pour la moyenne ; nous ne savons pas ce qu'il vaut sur d'autres familles. »
#
# **Barème.** 1 point : trop de descripteurs, et jugement sur les points appris. 1 point : trois demandes précises et utiles.
# 1 point : une phrase honnête, avec effectif, erreur dans l'unité et domaine.
