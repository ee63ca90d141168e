# %% [markdown]
# # Exercice 1.2 : tout dans la chaîne
#
# Mettre à l'échelle, choisir des colonnes, remplir des trous : chacune de ces préparations **apprend** quelque chose des données.
# Si elle l'apprend du test, le score ne vaut plus rien. `make_pipeline` s'en occupe, à condition d'y mettre tout.

# %%
import numpy as np
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# %% [markdown]
# ## Question 1 : l'échelle dans les plis (10 minutes)
#
# Écrivez `scores_a_l_echelle(X, y)` : elle renvoie les **six** scores de validation croisée (`cross_val_score(..., cv=6)`)
# d'une chaîne `StandardScaler()` puis `KNeighborsClassifier(3)`.


# %% solution="echelle"
def scores_a_l_echelle(X, y):
    """Renvoie les six scores de validation croisée de la chaîne échelle + 3 plus proches voisins."""
    ### BEGIN SOLUTION
    chaine = make_pipeline(StandardScaler(), KNeighborsClassifier(3))
    return cross_val_score(chaine, X, y, cv=6)
    ### END SOLUTION


# %% points=1 tests="echelle"
hasard = np.random.default_rng(0)
y = np.arange(60) % 2
X = np.column_stack([y + hasard.normal(0, 0.5, 60), 1000 * hasard.normal(size=60)])
obtenu = scores_a_l_echelle(X, y)
assert np.shape(obtenu) == (6,), f"six scores attendus, {obtenu!r} obtenu"
assert abs(np.mean(obtenu) - 0.8167) < 0.001, (
    f"moyenne des six scores sur l'exemple : 0.8167 attendu, {np.mean(obtenu):.4f} obtenu"
)
### BEGIN HIDDEN TESTS
for graine in [5, 6, 7]:
    hasard = np.random.default_rng(graine)
    y = hasard.integers(0, 3, 45)
    X = hasard.standard_t(2, size=(45, 3)) * [1, 50, 0.01] + np.outer(y, [1, 20, 0.02])
    attendu = cross_val_score(make_pipeline(StandardScaler(), KNeighborsClassifier(3)), X, y, cv=6)
    obtenu = scores_a_l_echelle(X, y)
    assert np.shape(obtenu) == (6,), f"six scores attendus, {obtenu!r} obtenu"
    assert np.allclose(obtenu, attendu), (
        f"données simulées, graine {graine} : {np.round(attendu, 3)} attendu, {np.round(obtenu, 3)} obtenu "
        "(échelle apprise dans chaque pli, trois voisins, six plis)"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : choisir des colonnes sans regarder le test (15 minutes)
#
# Écrivez `score_honnete(X, y, k)` : la **moyenne** des scores de validation croisée à 4 plis d'une chaîne qui garde
# les k meilleures colonnes (`SelectKBest(f_classif, k=k)`), puis applique `LogisticRegression()`.
# Le choix des colonnes doit être refait dans chaque pli.


# %% solution="selection"
def score_honnete(X, y, k):
    """Renvoie la moyenne des scores d'une chaîne qui choisit k colonnes dans chaque pli."""
    ### BEGIN SOLUTION
    chaine = make_pipeline(SelectKBest(f_classif, k=k), LogisticRegression())
    return cross_val_score(chaine, X, y, cv=4).mean()
    ### END SOLUTION


# %% points=2 tests="selection"
hasard = np.random.default_rng(2)
bruit, pile_ou_face = hasard.normal(size=(60, 800)), np.arange(60) % 2
obtenu = score_honnete(bruit, pile_ou_face, 10)
assert isinstance(obtenu, float), f"un nombre attendu, {obtenu!r} obtenu"
assert obtenu < 0.75, (
    f"bruit pur et pile ou face : environ 0.5 attendu, {obtenu:.3f} obtenu. Les colonnes ont-elles été choisies avant les plis ?"
)
### BEGIN HIDDEN TESTS
for graine, k in [(11, 4), (12, 15), (13, 1)]:
    hasard = np.random.default_rng(graine)
    y = hasard.integers(0, 2, 70)
    X = hasard.normal(size=(70, 90)) * np.linspace(0.1, 3, 90)
    X[:, :2] += 0.1 * y[:, None]
    chaine = make_pipeline(SelectKBest(f_classif, k=k), LogisticRegression())
    attendu = cross_val_score(chaine, X, y, cv=4).mean()
    obtenu = score_honnete(X, y, k)
    assert abs(obtenu - attendu) < 1e-9, (
        f"données simulées, graine {graine}, k = {k} : {attendu:.4f} attendu, {obtenu:.4f} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : de combien se trompe-t-on en mélangeant ? (15 minutes)
#
# Écrivez `optimisme(X, y, groupes)` : avec `KNeighborsClassifier(1)`, la moyenne des scores de validation croisée à 4 plis **ordinaire** (`cv=4`)
# **moins** la moyenne des scores par groupe (`cv=GroupKFold(4)`, `groups=groupes`).
# Un nombre nettement positif dit : les groupes ont fui.


# %% solution="optimisme"
def optimisme(X, y, groupes):
    """Renvoie le score moyen à plis ordinaires moins le score moyen par groupe."""
    ### BEGIN SOLUTION
    modele = KNeighborsClassifier(1)
    ordinaire = cross_val_score(modele, X, y, cv=4).mean()
    par_groupe = cross_val_score(modele, X, y, cv=GroupKFold(4), groups=groupes).mean()
    return ordinaire - par_groupe
    ### END SOLUTION


# %% points=2 tests="optimisme"
hasard = np.random.default_rng(4)
groupes = np.tile(np.arange(20), 6)
X = hasard.normal(size=(20, 3))[groupes] + hasard.normal(0, 0.1, (120, 3))
y = hasard.integers(0, 2, 20)[groupes]
obtenu = optimisme(X, y, groupes)
assert obtenu is not None, "optimisme(…) : un nombre attendu, None obtenu"
assert abs(obtenu - 0.4667) < 0.001, (
    f"optimisme sur l'exemple : 0.4667 attendu, {obtenu:.4f} obtenu"
)
### BEGIN HIDDEN TESTS
for graine in [21, 22]:
    hasard = np.random.default_rng(graine)
    groupes = hasard.permutation(np.repeat(np.arange(12), 8))
    X = hasard.normal(size=(12, 2))[groupes] + hasard.normal(0, 0.4, (96, 2))
    y = np.where(
        hasard.random(96) < 0.8, hasard.integers(0, 2, 12)[groupes], hasard.integers(0, 2, 96)
    )
    modele = KNeighborsClassifier(1)
    attendu = cross_val_score(modele, X, y, cv=4).mean()
    attendu -= cross_val_score(modele, X, y, cv=GroupKFold(4), groups=groupes).mean()
    obtenu = optimisme(X, y, groupes)
    assert abs(obtenu - attendu) < 1e-9, (
        f"données simulées, graine {graine} : {attendu:.4f} attendu, {obtenu:.4f} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : les radios de Neuve-Fontaine (15 minutes)
#
# Une équipe (inventée) a 6000 radios de 1500 personnes, prises dans trois hôpitaux entre 2015 et 2024 avec des appareils différents.
# Elle veut un modèle qui repère une fracture, pour un **quatrième** hôpital, à partir de 2026.
# Son plan : retirer les radios floues, égaliser les contrastes d'après la moyenne de toutes les images, découper au hasard 80 % / 20 %,
# essayer quarante modèles et publier le score de test du meilleur.
#
# En 8 à 15 lignes : relevez les fuites et les découpages inadaptés de ce plan, et proposez-en un meilleur, dans l'ordre.

# %% [markdown] points=4 written="radios"
# **Éléments attendus.** Plusieurs radios par personne : des deux côtés du découpage, elles se reconnaissent ; découper par personne au moins.
# L'usage est un autre hôpital, plus tard : garder un hôpital entier (tour à tour) et les années récentes pour le test.
# Égalisation d'après toutes les images : statistique calculée avec le test ; la mettre dans la chaîne. Retirer les floues : change la population ;
# au quatrième hôpital, il y en aura ; les garder au test ou le dire.
# Quarante modèles jugés sur le même test : le meilleur est en partie chanceux ; choisir par validation croisée (par hôpital ou par personne), toucher le test une fois.
# Référence et stratification : fractures sans doute rares.
# Un plan possible : définir l'usage ; mettre de côté un hôpital et 2023-2024 ; chaîne complète ; validation croisée par hôpital sur le reste ;
# un seul passage sur le test, score avec étalement, par hôpital et par appareil.
#
# **Barème.** 1 point : personnes des deux côtés. 1 point : hôpital ou temps, reliés à l'usage. 1 point : préparation calculée avant le découpage.
# 1 point : quarante essais sur le test **et** un plan où le test ne sert qu'une fois.
