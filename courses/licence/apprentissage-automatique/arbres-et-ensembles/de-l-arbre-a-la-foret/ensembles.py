# %% [markdown]
# # Exercice 3.2 : faire voter, faire corriger
#
# Les deux grandes façons d'assembler des modèles : en parallèle (la forêt), à la suite (le *boosting*).

# %%
import numpy as np
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor


def petit_arbre(X, y):
    """Renvoie un arbre de régression de profondeur 2, ajusté : une correction."""
    return DecisionTreeRegressor(max_depth=2, random_state=0).fit(X, y)


# %% [markdown]
# ## Question 1 : le vote (10 minutes)
#
# `reponses` est un tableau d'entiers : une **ligne par modèle**, une **colonne par exemple**. Écrivez `vote(reponses)`,
# qui renvoie pour chaque exemple la réponse la plus fréquente ; en cas d'égalité, la plus petite.
#
# Boîte à outils : `np.bincount(vecteur)` compte 0, 1, 2… ; `np.argmax` donne la première position du maximum.


# %% solution="vote"
def vote(reponses):
    """Renvoie la réponse majoritaire de chaque colonne, la plus petite en cas d'égalité."""
    ### BEGIN SOLUTION
    return np.array([np.argmax(np.bincount(colonne)) for colonne in reponses.T])
    ### END SOLUTION


# %% points=2 tests="vote"
obtenu = vote(np.array([[0, 2, 1], [0, 2, 2], [1, 0, 0]]))
assert np.shape(obtenu) == (3,), f"trois exemples, trois réponses attendues, {obtenu!r} obtenu"
assert [int(r) for r in obtenu] == [0, 2, 0], (
    f"trois modèles, colonnes 0-0-1, 2-2-0, 1-2-0 : [0, 2, 0] attendu, {[int(r) for r in obtenu]} obtenu"
)
### BEGIN HIDDEN TESTS
obtenu = vote(np.array([[3, 1, 0, 7], [3, 2, 4, 7], [0, 2, 4, 1], [0, 1, 4, 1], [3, 9, 0, 1]]))
assert [int(r) for r in obtenu] == [3, 1, 4, 1], (
    "cinq modèles, quatre exemples, colonnes 3-3-0-0-3, 1-2-2-1-9, 0-4-4-4-0, 7-7-1-1-1 : "
    f"[3, 1, 4, 1] attendu, {[int(r) for r in obtenu]} obtenu"
)
obtenu = vote(np.array([[5, 0]]))
assert [int(r) for r in obtenu] == [5, 0], (
    f"un seul modèle : [5, 0] attendu, {[int(r) for r in obtenu]} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : une petite forêt (15 minutes)
#
# Écrivez `foret(X, y, nouveaux, nombre, graine)`. Elle crée **un** générateur `np.random.default_rng(graine)`, puis, `nombre` fois :
#
# 1. tire `len(y)` positions avec remise : `generateur.integers(0, len(y), len(y))` ;
# 2. ajuste `DecisionTreeClassifier(random_state=0)` sur ces lignes ;
# 3. note ses réponses pour `nouveaux`.
#
# Elle renvoie la **part des arbres qui répondent 1**, pour chaque ligne de `nouveaux` (les étiquettes valent 0 ou 1).


# %% solution="foret"
def foret(X, y, nouveaux, nombre, graine):
    """Renvoie pour chaque nouvel exemple la part des arbres qui répondent 1."""
    ### BEGIN SOLUTION
    generateur = np.random.default_rng(graine)
    reponses = []
    for _ in range(nombre):
        tire = generateur.integers(0, len(y), len(y))
        arbre = DecisionTreeClassifier(random_state=0).fit(X[tire], y[tire])
        reponses.append(arbre.predict(nouveaux))
    return np.mean(reponses, axis=0)
    ### END SOLUTION


# %% points=3 tests="foret"
X = np.array([[0.0], [1.0], [2.0], [3.0], [4.0], [5.0]])
y = np.array([0, 0, 0, 1, 1, 1])
obtenu = foret(X, y, np.array([[-1.0], [6.0]]), 50, 0)
assert np.shape(obtenu) == (2,), f"deux nouveaux exemples, deux parts attendues, {obtenu!r} obtenu"
assert obtenu[0] < 0.2 and obtenu[1] > 0.8, (
    f"exemples nettement à gauche et à droite : une part proche de 0 puis de 1 attendue, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for graine, nombre in [(3, 1), (4, 7), (5, 25)]:
    hasard = np.random.default_rng(100 + graine)
    X = hasard.normal(size=(40, 3))
    y = (X[:, 0] + hasard.normal(0, 0.8, 40) > 0).astype(int)
    nouveaux = hasard.normal(size=(9, 3))
    generateur = np.random.default_rng(graine)
    attendu = np.zeros(9)
    for _ in range(nombre):
        tire = generateur.integers(0, 40, 40)
        attendu += (
            DecisionTreeClassifier(random_state=0).fit(X[tire], y[tire]).predict(nouveaux) / nombre
        )
    obtenu = foret(X, y, nouveaux, nombre, graine)
    assert np.shape(obtenu) == (9,), f"neuf parts attendues, {obtenu!r} obtenu"
    assert np.allclose(obtenu, attendu), (
        f"données simulées, {nombre} arbres, graine {graine} : {np.round(attendu, 2)} attendu, {np.round(obtenu, 2)} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : corriger à la suite (15 minutes)
#
# Écrivez `corriger(X, y, nouveaux, etapes, pas)`, un *boosting* de régression :
#
# 1. la première prévision, pour tout le monde, est la moyenne de `y` ;
# 2. à chaque étape, un `petit_arbre` (la fonction donnée en haut du cahier) apprend les **restes** (`y` moins la prévision actuelle des exemples connus) ;
# 3. on ajoute `pas` fois sa réponse à la prévision des exemples connus **et** à celle des nouveaux.
#
# Elle renvoie la prévision finale pour `nouveaux`.


# %% solution="corriger"
def corriger(X, y, nouveaux, etapes, pas):
    """Renvoie la prévision des nouveaux exemples après plusieurs corrections."""
    ### BEGIN SOLUTION
    connus = np.full(len(y), y.mean())
    prevision = np.full(len(nouveaux), y.mean())
    for _ in range(etapes):
        arbre = petit_arbre(X, y - connus)
        connus = connus + pas * arbre.predict(X)
        prevision = prevision + pas * arbre.predict(nouveaux)
    return prevision
    ### END SOLUTION


# %% points=3 tests="corriger"
X, y = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0.0, 0.0, 4.0, 4.0])
obtenu = corriger(X, y, np.array([[0.5], [2.5], [9.0]]), 0, 0.5)
assert np.allclose(obtenu, [2, 2, 2]), f"0 étape : la moyenne, [2, 2, 2] attendu, {obtenu!r} obtenu"
obtenu = corriger(X, y, np.array([[0.5], [2.5], [9.0]]), 2, 0.5)
assert np.allclose(obtenu, [0.5, 3.5, 3.5]), (
    f"2 étapes, pas 0.5 : [0.5, 3.5, 3.5] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for graine, etapes, pas in [(1, 1, 0.3), (2, 12, 0.1), (3, 30, 1.0)]:
    hasard = np.random.default_rng(graine)
    X = hasard.uniform(0, 6, size=(60, 2))
    y = np.sin(X[:, 0]) + X[:, 1] + hasard.normal(0, 0.1, 60)
    nouveaux = hasard.uniform(0, 6, size=(10, 2))
    connus, attendu = np.full(60, y.mean()), np.full(10, y.mean())
    for _ in range(etapes):
        arbre = DecisionTreeRegressor(max_depth=2, random_state=0).fit(X, y - connus)
        connus, attendu = connus + pas * arbre.predict(X), attendu + pas * arbre.predict(nouveaux)
    obtenu = corriger(X, y, nouveaux, etapes, pas)
    assert np.shape(obtenu) == (10,), f"dix prévisions attendues, {obtenu!r} obtenu"
    assert np.allclose(obtenu, attendu), (
        f"données simulées, graine {graine}, {etapes} étapes, pas {pas} : "
        f"{np.round(attendu, 3)} attendu, {np.round(obtenu, 3)} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : ce que dit la forêt (15 minutes)
#
# Pour prévoir la chute de grands épicéas, un service forestier (inventé) ajuste une forêt de 500 arbres sur 900 relevés, avec douze mesures
# et le **numéro de placette** (1 à 60, quinze relevés par placette). Importances apprises : placette 0,31 ; humidité 0,14 ; pente 0,12 ; âge 0,09 ; autres moins de 0,06.
# Exactitude hors sac : 0,91, contre 0,70 pour la réponse la plus fréquente. Le rapport conclut :
# « La forêt prévoit très bien les chutes, et c'est l'endroit qui compte. On peut la déployer dans les autres massifs. »
#
# En 8 à 15 lignes, relisez ce rapport : que vaut le 0,91, que vaut l'importance de la placette, et que faites-vous avant tout déploiement ?

# %% [markdown] points=3 written="rapport-forestier"
# **Éléments attendus.** Quinze relevés par placette : les lignes d'une même placette sont des deux côtés du hors sac, qui ne protège pas des groupes ;
# le 0,91 mesure surtout la capacité à reconnaître une placette connue. À refaire par placette entière (`GroupKFold`), et par massif pour un déploiement ailleurs.
# Le numéro de placette est un nom déguisé en nombre : il permet d'apprendre par cœur, n'existe pas ailleurs, et doit sortir des variables.
# Son importance apprise est gonflée (beaucoup de valeurs différentes) ; mesurer par permutation, sur un test par placette ; mesures corrélées entre elles.
# « C'est l'endroit qui compte » n'est pas une cause : l'endroit résume sol, vent, gestion. Comparer à un modèle simple ; regarder rappel et précision des chutes ;
# essai dans un autre massif avant déploiement.
#
# **Barème.** 1 point : groupes et hors sac, avec le bon découpage. 1 point : le numéro de placette et la façon de mesurer une importance.
# 1 point : au moins deux vérifications utiles avant déploiement (autre massif, référence simple, rappel, calendrier…).
