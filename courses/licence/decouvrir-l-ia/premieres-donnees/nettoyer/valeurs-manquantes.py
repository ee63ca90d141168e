# %% [markdown]
# # Exercice 1.2 : ce qui manque, ce qui cloche
#
# Le relevé forestier des quatre villages a des trous, un code étrange et deux fautes de frappe.
# Vous allez les trouver, puis décider quoi en faire.
# Une règle vaut pour tout l'exercice : **on ne modifie jamais le tableau reçu**.
# On en renvoie un autre. Les données d'origine doivent toujours pouvoir être relues.

# %%
import numpy as np
import pandas as pd

arbres = pd.read_csv("data/arbres.csv")
arbres.head()

# %%
petit = pd.DataFrame(
    {
        "essence": ["chêne", "sapin", "chêne", "hêtre"],
        "circonference_cm": [140, -999, 118, 95],
        "hauteur_m": [21.5, None, None, 26.0],
    }
)
petit

# %% [markdown]
# ## Question 1 : quelle part manque, colonne par colonne ? (10 minutes)
#
# Écrivez la fonction `manquants`, qui reçoit un tableau
# et renvoie, pour chaque colonne, le **pourcentage** (entre 0 et 100) de valeurs manquantes.
# Une série pandas convient, un dictionnaire aussi.
#
# Indice de calcul : `tableau.isna()` donne un tableau de vrai et de faux, et la moyenne de vrai et de faux,
# c'est la part de vrai.


# %% solution="manquants"
def manquants(tableau):
    """Renvoie le pourcentage de valeurs manquantes de chaque colonne."""
    ### BEGIN SOLUTION
    return tableau.isna().mean() * 100
    ### END SOLUTION


# %% points=2 tests="manquants"
obtenu = manquants(petit)
assert obtenu is not None, "manquants(petit) : un pourcentage par colonne attendu, None obtenu"
obtenu = {nom: float(part) for nom, part in dict(obtenu).items()}
attendu = {"essence": 0.0, "circonference_cm": 0.0, "hauteur_m": 50.0}
assert obtenu == attendu, f"manquants(petit) : {attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
fiche = pd.DataFrame(
    {
        "a": [None, 2.0, None, None, 5.0],
        "b": ["x", None, "", "y", "z"],
        "c": [0, 0, 0, 0, 0],
        "d": [None, None, None, None, None],
    }
)
obtenu = manquants(fiche)
assert obtenu is not None, "un pourcentage par colonne attendu, None obtenu"
obtenu = {nom: float(part) for nom, part in dict(obtenu).items()}
attendu = {"a": 60.0, "b": 20.0, "c": 0.0, "d": 100.0}
assert set(obtenu) == set(attendu), (
    f"colonnes {sorted(attendu)!r} attendues, {sorted(obtenu)!r} obtenues"
)
for nom in attendu:
    assert abs(obtenu[nom] - attendu[nom]) < 1e-9, (
        f"colonne {nom!r} de 5 valeurs : {attendu[nom]!r} % attendu, {obtenu[nom]!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : -999 n'est pas une circonférence (10 minutes)
#
# Quand le mètre ruban était resté au village, l'équipe notait `-999`.
# Pour nous, c'est un code ; pour `mean()`, c'est un nombre comme un autre, et la moyenne devient absurde.

# %%
arbres["circonference_cm"].mean()

# %% [markdown]
# Écrivez la fonction `sans_code`, qui reçoit un tableau, le nom d'une colonne et un code,
# et renvoie un **nouveau** tableau où, dans cette colonne seulement,
# le code est remplacé par une valeur manquante (`np.nan`).


# %% solution="sans-code"
def sans_code(tableau, colonne, code):
    """Renvoie une copie du tableau où le code devient une valeur manquante dans la colonne."""
    ### BEGIN SOLUTION
    propre = tableau.copy()
    propre[colonne] = propre[colonne].mask(propre[colonne] == code)
    return propre
    ### END SOLUTION


# %% points=2 tests="sans-code"
obtenu = sans_code(petit, "circonference_cm", -999)
assert isinstance(obtenu, pd.DataFrame), (
    f"sans_code(petit, 'circonference_cm', -999) : un tableau attendu, {type(obtenu).__name__} obtenu"
)
assert list(obtenu["circonference_cm"].isna()) == [False, True, False, False], (
    "sans_code(petit, 'circonference_cm', -999) : [140, manquant, 118, 95] attendu, "
    f"{list(obtenu['circonference_cm'])!r} obtenu"
)
assert list(petit["circonference_cm"]) == [140, -999, 118, 95], (
    "le tableau reçu doit rester intact : [140, -999, 118, 95] attendu dans petit, "
    f"{list(petit['circonference_cm'])!r} obtenu. Rechargez petit (sa cellule est plus haut), puis travaillez sur une copie."
)
### BEGIN HIDDEN TESTS
releve = pd.DataFrame(
    {
        "circonference_cm": [99, 120, 99, 87, -999],
        "hauteur_m": [20.0, 99.0, np.nan, 18.5, 99.0],
    }
)
avant = releve.copy()
obtenu = sans_code(releve, "circonference_cm", 99)
assert isinstance(obtenu, pd.DataFrame), f"un tableau attendu, {type(obtenu).__name__} obtenu"
assert list(obtenu["circonference_cm"].fillna(0)) == [0, 120, 0, 87, -999], (
    "colonne [99, 120, 99, 87, -999] et code 99 : [manquant, 120, manquant, 87, -999] attendu, "
    f"{list(obtenu['circonference_cm'])!r} obtenu"
)
assert list(obtenu["circonference_cm"].isna()) == [True, False, True, False, False], (
    f"deux valeurs manquantes attendues, aux lignes 0 et 2, {list(obtenu['circonference_cm'])!r} obtenu"
)
assert list(obtenu["hauteur_m"].fillna(0)) == [20.0, 99.0, 0.0, 18.5, 99.0], (
    "l'autre colonne doit rester telle quelle : [20.0, 99.0, manquant, 18.5, 99.0] attendu, "
    f"{list(obtenu['hauteur_m'])!r} obtenu"
)
assert list(obtenu.columns) == ["circonference_cm", "hauteur_m"], (
    f"les mêmes colonnes attendues, {list(obtenu.columns)!r} obtenues"
)
assert releve.equals(avant), (
    "le tableau reçu doit rester intact : [99, 120, 99, 87, -999] attendu dans sa colonne, "
    f"{list(releve['circonference_cm'])!r} obtenu"
)
obtenu = sans_code(releve, "hauteur_m", 99)
assert list(obtenu["hauteur_m"].isna()) == [False, True, True, False, True], (
    "hauteurs [20.0, 99.0, manquant, 18.5, 99.0] et code 99 : trois valeurs manquantes attendues, "
    f"{list(obtenu['hauteur_m'])!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : combien de valeurs invraisemblables ? (10 minutes)
#
# Un arbre de 263 m dépasserait toutes les cathédrales du monde.
# Écrivez la fonction `nb_invraisemblables`, qui reçoit une colonne, un minimum et un maximum,
# et renvoie **combien** de valeurs sont strictement plus petites que le minimum ou strictement plus grandes que le maximum.
#
# Le minimum et le maximum eux-mêmes sont acceptés.
# Une valeur manquante n'est pas invraisemblable : elle est inconnue.


# %% solution="invraisemblables"
def nb_invraisemblables(colonne, minimum, maximum):
    """Renvoie le nombre de valeurs de la colonne hors de l'intervalle [minimum, maximum]."""
    ### BEGIN SOLUTION
    return ((colonne < minimum) | (colonne > maximum)).sum()
    ### END SOLUTION


# %% points=2 tests="invraisemblables"
obtenu = nb_invraisemblables(petit["hauteur_m"], 3, 25)
assert not isinstance(obtenu, (pd.Series, pd.DataFrame)), (
    f"un nombre attendu (combien de valeurs ?), {type(obtenu).__name__} obtenu"
)
assert obtenu == 1, (
    "nb_invraisemblables([21.5, manquant, manquant, 26.0], 3, 25) : 1 attendu (26.0 dépasse 25), "
    f"{obtenu} obtenu"
)
obtenu = nb_invraisemblables(arbres["hauteur_m"], 3, 60)
assert obtenu == 2, (
    f"nb_invraisemblables(arbres['hauteur_m'], 3, 60) : 2 attendu (263.0 et 2.1), {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
mesures = pd.Series([10.0, 9.9, 20.0, 20.1, 15.0, np.nan, -4.0, 31.0])
obtenu = nb_invraisemblables(mesures, 10, 20)
assert obtenu == 4, (
    "nb_invraisemblables([10.0, 9.9, 20.0, 20.1, 15.0, manquant, -4.0, 31.0], 10, 20) : "
    f"4 attendu, {obtenu} obtenu"
)
obtenu = nb_invraisemblables(mesures, -10, 15)
assert obtenu == 3, f"les mêmes mesures entre -10 et 15 : 3 attendu, {obtenu} obtenu"
obtenu = nb_invraisemblables(mesures, 11, 100)
assert obtenu == 3, f"les mêmes mesures entre 11 et 100 : 3 attendu, {obtenu} obtenu"
obtenu = nb_invraisemblables(pd.Series([np.nan, np.nan]), 0, 1)
assert obtenu == 0, f"colonne entièrement manquante : 0 attendu, {obtenu} obtenu"
obtenu = nb_invraisemblables(pd.Series([5.0, 5.0]), 5, 5)
assert obtenu == 0, f"valeurs [5.0, 5.0] entre 5 et 5 : 0 attendu, {obtenu} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : remplir les trous sans se laisser tromper (10 minutes)
#
# Certains calculs refusent les valeurs manquantes. Une façon simple de remplir les trous :
# y mettre la **médiane** des valeurs connues, celle qui en laisse autant en dessous qu'au-dessus.
# Contrairement à la moyenne, elle ne bouge pas quand une faute de frappe change 26,3 en 263.
#
# Écrivez la fonction `remplir`, qui reçoit une colonne et renvoie une **nouvelle** colonne, de même longueur,
# où chaque valeur manquante est remplacée par la médiane des valeurs connues.
# Les valeurs connues ne changent pas.


# %% solution="remplir"
def remplir(colonne):
    """Renvoie la colonne dont les valeurs manquantes valent la médiane des valeurs connues."""
    ### BEGIN SOLUTION
    return colonne.fillna(colonne.median())
    ### END SOLUTION


# %% points=2 tests="remplir"
obtenu = remplir(pd.Series([20.0, np.nan, 26.0, 263.0]))
assert obtenu is not None, "remplir(…) : une colonne attendue, None obtenu"
assert list(obtenu) == [20.0, 26.0, 26.0, 263.0], (
    "remplir([20.0, manquant, 26.0, 263.0]) : [20.0, 26.0, 26.0, 263.0] attendu, "
    f"{list(obtenu)!r} obtenu"
)
### BEGIN HIDDEN TESTS
colonne = pd.Series([np.nan, 4.0, 1.0, np.nan, 100.0, 2.0])
obtenu = remplir(colonne)
assert obtenu is not None, "une colonne attendue, None obtenu"
assert list(obtenu) == [3.0, 4.0, 1.0, 3.0, 100.0, 2.0], (
    "remplir([manquant, 4.0, 1.0, manquant, 100.0, 2.0]) : [3.0, 4.0, 1.0, 3.0, 100.0, 2.0] attendu, "
    f"{list(obtenu)!r} obtenu"
)
assert list(colonne.isna()) == [True, False, False, True, False, False], (
    f"la colonne reçue doit rester intacte, avec ses deux trous ; {list(colonne)!r} obtenu"
)
obtenu = remplir(pd.Series([7.0, 9.0, 9.0]))
assert list(obtenu) == [7.0, 9.0, 9.0], (
    f"colonne sans trou : [7.0, 9.0, 9.0] attendu, {list(obtenu)!r} obtenu"
)
obtenu = remplir(pd.Series([0.0, np.nan, -6.0, 0.0]))
assert list(obtenu) == [0.0, 0.0, -6.0, 0.0], (
    f"remplir([0.0, manquant, -6.0, 0.0]) : [0.0, 0.0, -6.0, 0.0] attendu, {list(obtenu)!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 5, à rédiger : les trous parlent (10 minutes)
#
# Dans le relevé, regardons où manquent les hauteurs : chez les arbres de plus de 160 cm de tour, ou chez les autres ?

# %%
mesures = arbres[arbres["circonference_cm"] != -999]
gros = mesures["circonference_cm"] > 160
pd.DataFrame(
    {
        "arbres": [int((~gros).sum()), int(gros.sum())],
        "hauteurs manquantes": [
            int(mesures.loc[~gros, "hauteur_m"].isna().sum()),
            int(mesures.loc[gros, "hauteur_m"].isna().sum()),
        ],
    },
    index=["160 cm ou moins", "plus de 160 cm"],
)

# %% [markdown]
# Marion propose d'effacer les lignes sans hauteur : « il en restera bien assez ».
# Bastien propose de remplir les trous par la médiane.
#
# Les deux veulent ensuite publier la hauteur moyenne de la forêt.
# En 5 à 10 lignes : dans quel sens chacune des deux façons fausse-t-elle cette moyenne, et pourquoi ?
# Que faudrait-il écrire sous le chiffre publié, et que demanderiez-vous à l'équipe de terrain ?

# %% [markdown] points=3 written="trous-parlent"
# **Réponse attendue.** Les hauteurs manquent surtout chez les gros arbres, qui sont aussi les plus hauts.
# Effacer ces lignes enlève donc des arbres hauts : la moyenne publiée est trop basse.
# Remplir par la médiane leur donne une hauteur d'arbre ordinaire : la moyenne est trop basse aussi,
# et de plus la forêt paraît moins variée qu'elle ne l'est.
# Sous le chiffre : combien de hauteurs manquent, chez quels arbres, et ce qui en a été fait.
# À l'équipe : pourquoi ces mesures manquent (télémètre en panne ? cime cachée ?) et s'il est possible d'y retourner.
#
# **Barème.** 1 point : l'absence dépend de la grosseur, donc de la hauteur (elle ne tombe pas au hasard).
# 1 point : les deux façons donnent une moyenne trop basse, avec la raison.
# 1 point : une transparence concrète (nombre de trous, traitement appliqué) **et** une question utile au terrain.
# Accepter toute formulation ; ne pas demander de vocabulaire technique.
