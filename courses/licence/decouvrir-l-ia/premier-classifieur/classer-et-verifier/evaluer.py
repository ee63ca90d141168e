# %% [markdown]
# # Exercice 3.2 : fait-il vraiment mieux que rien ?
#
# Un score seul ne veut rien dire. Vous allez écrire trois instruments de mesure :
# le gain sur la réponse bête, le rappel et la précision, et le double score d'un arbre (déjà vu, jamais vu).

# %%
import pandas as pd
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

# %% [markdown]
# ## Question 1 : le gain sur la réponse bête (15 minutes)
#
# La réponse bête : répondre toujours l'étiquette la plus fréquente **de l'apprentissage**
# (pas celle du test : on n'est pas censé la connaître).
#
# Écrivez la fonction `gain`, qui reçoit trois listes : les étiquettes de l'apprentissage, les vraies étiquettes du test
# et les réponses du modèle sur le test. Elle renvoie l'exactitude du modèle **moins** celle de la réponse bête,
# toutes deux mesurées sur le test, entre 0 et 1.
# Il n'y a jamais d'égalité en tête dans l'apprentissage.
#
# Boîte à outils : `pd.Series(liste).mode()[0]` est l'étiquette la plus fréquente ;
# `(pd.Series(a) == pd.Series(b)).mean()` est la part de positions où deux listes sont égales ;
# on peut aussi comparer une série à une seule étiquette.


# %% solution="gain"
def gain(etiquettes_app, etiquettes_test, reponses):
    """Renvoie l'exactitude du modèle sur le test moins celle de la réponse la plus fréquente."""
    ### BEGIN SOLUTION
    vraies = pd.Series(etiquettes_test)
    frequente = pd.Series(etiquettes_app).mode()[0]
    return (vraies == pd.Series(reponses)).mean() - (vraies == frequente).mean()
    ### END SOLUTION


# %% points=2 tests="gain"
obtenu = gain(["non", "non", "oui"], ["non", "oui", "oui", "non"], ["non", "oui", "oui", "oui"])
assert obtenu is not None, "gain(…) : un nombre attendu, None obtenu"
assert abs(obtenu - 0.25) < 1e-9, (
    "apprentissage ['non', 'non', 'oui'], test ['non', 'oui', 'oui', 'non'], réponses ['non', 'oui', 'oui', 'oui'] : "
    f"0.25 attendu (3 sur 4 pour le modèle, 2 sur 4 pour la réponse bête), {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
for app, test, reponses, attendu in [
    (["A", "A", "B"], ["B", "B", "B", "A"], ["B", "B", "B", "A"], 0.75),
    (["A", "B", "B"], ["A", "A", "B", "A", "A"], ["B", "B", "B", "B", "B"], 0.0),
    (["C", "C", "C", "D"], ["C", "C", "C", "C", "D"], ["D", "D", "C", "C", "D"], -0.2),
    (["x", "y", "y"], ["z", "x", "z", "x"], ["z", "z", "y", "x"], 0.5),
]:
    obtenu = gain(app, test, reponses)
    assert obtenu is not None, "gain(…) : un nombre attendu, None obtenu"
    assert abs(obtenu - attendu) < 1e-9, (
        f"apprentissage {app!r}, test {test!r}, réponses {reponses!r} : {attendu!r} attendu, {obtenu} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : rappel et précision (15 minutes)
#
# Écrivez la fonction `rappel_et_precision`. Elle reçoit les vraies étiquettes, les réponses, et l'étiquette que l'on cherche
# (par exemple `"malade"`). Elle renvoie deux nombres entre 0 et 1 :
#
# - le **rappel** : parmi ceux dont la vraie étiquette est celle cherchée, la part que le modèle a trouvée ;
# - la **précision** : parmi ceux pour qui le modèle a répondu l'étiquette cherchée, la part qui l'est vraiment.
#
# Quand une part n'a pas de sens, parce qu'il faudrait diviser par zéro, renvoyez `None` à sa place.
#
# Pour commencer, comptez trois nombres : les cas cherchés, les alertes, les alertes justes.


# %% solution="rappel-precision"
def rappel_et_precision(vraies, reponses, cherchee):
    """Renvoie le rappel et la précision pour l'étiquette cherchée (None quand ils n'ont pas de sens)."""
    ### BEGIN SOLUTION
    cas = alertes = justes = 0
    for vraie, reponse in zip(vraies, reponses):
        if vraie == cherchee:
            cas = cas + 1
        if reponse == cherchee:
            alertes = alertes + 1
        if vraie == cherchee and reponse == cherchee:
            justes = justes + 1
    rappel = justes / cas if cas > 0 else None
    precision = justes / alertes if alertes > 0 else None
    return rappel, precision
    ### END SOLUTION


# %% points=3 tests="rappel-precision"
vraies = ["malade", "malade", "saine", "saine", "saine", "malade", "malade"]
reponses = ["malade", "saine", "malade", "saine", "saine", "saine", "malade"]
obtenu = rappel_et_precision(vraies, reponses, "malade")
assert isinstance(obtenu, tuple) and len(obtenu) == 2, f"deux nombres attendus, {obtenu!r} obtenu"
assert obtenu[0] is not None and abs(obtenu[0] - 0.5) < 1e-9, (
    f"rappel : 0.5 attendu (4 malades, 2 trouvées), {obtenu[0]} obtenu"
)
assert obtenu[1] is not None and abs(obtenu[1] - 2 / 3) < 1e-9, (
    f"précision : 0.666… attendu (3 alertes, 2 justes), {obtenu[1]} obtenu"
)
obtenu = rappel_et_precision(["saine", "saine"], ["malade", "saine"], "malade")
assert obtenu == (None, 0), f"aucune malade, une alerte : (None, 0) attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
vraies = ["pin", "if", "if", "pin", "orme", "orme", "if", "pin", "if", "if"]
reponses = ["if", "if", "if", "if", "if", "pin", "orme", "pin", "if", "if"]
for cherchee, attendu in [("if", (0.8, 4 / 7)), ("pin", (1 / 3, 0.5)), ("orme", (0.0, 0.0))]:
    obtenu = rappel_et_precision(vraies, reponses, cherchee)
    assert isinstance(obtenu, tuple) and len(obtenu) == 2, (
        f"deux nombres attendus, {obtenu!r} obtenu"
    )
    for nom, a, o in [("rappel", attendu[0], obtenu[0]), ("précision", attendu[1], obtenu[1])]:
        assert o is not None and abs(o - a) < 1e-9, (
            f"vraies {vraies!r}, réponses {reponses!r}, {nom} de {cherchee!r} : {a:.4f} attendu, {o} obtenu"
        )
obtenu = rappel_et_precision(["oui", "non", "oui"], ["non", "non", "non"], "oui")
assert obtenu == (0, None), f"deux cas, aucune alerte : (0, None) attendu, {obtenu!r} obtenu"
obtenu = rappel_et_precision(["non"], ["non"], "oui")
assert obtenu == (None, None), f"ni cas ni alerte : (None, None) attendu, {obtenu!r} obtenu"
obtenu = rappel_et_precision(["oui", "non"], ["oui", "non"], "oui")
assert obtenu == (1, 1), (
    f"un seul cas, trouvé, et aucune fausse alerte : (1.0, 1.0) attendu, {obtenu!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : juger un arbre (15 minutes)
#
# Complétez la fonction `juger_arbre`. Elle reçoit un tableau de variables, leurs étiquettes, une profondeur et un numéro de tirage.
# La première ligne, donnée, prépare l'arbre. À vous de :
#
# 1. découper avec `train_test_split`, en mettant 30 % au test (`test_size=0.3`) et avec `random_state=tirage` ;
# 2. faire apprendre l'arbre sur l'apprentissage (`arbre.fit(...)`) ;
# 3. renvoyer deux exactitudes : sur l'apprentissage, puis sur le test (`arbre.score(...)`).
#
# `train_test_split(variables, etiquettes, ...)` renvoie quatre morceaux, dans cet ordre :
# variables d'apprentissage, variables de test, étiquettes d'apprentissage, étiquettes de test.


# %% solution="juger-arbre"
def juger_arbre(variables, etiquettes, profondeur, tirage):
    """Renvoie l'exactitude d'un arbre sur les exemples déjà vus, puis sur les exemples mis de côté."""
    arbre = DecisionTreeClassifier(max_depth=profondeur, random_state=0)
    ### BEGIN SOLUTION
    var_app, var_test, eti_app, eti_test = train_test_split(
        variables, etiquettes, test_size=0.3, random_state=tirage
    )
    arbre.fit(var_app, eti_app)
    return arbre.score(var_app, eti_app), arbre.score(var_test, eti_test)
    ### END SOLUTION


# %% points=3 tests="juger-arbre"
sante = load_diabetes(as_frame=True, scaled=False).frame
variables = sante[["age", "bmi", "bp", "s5"]]
forte = sante["target"] > 200
obtenu = juger_arbre(variables, forte, 3, 0)
assert isinstance(obtenu, tuple) and len(obtenu) == 2, (
    f"deux exactitudes attendues, {obtenu!r} obtenu"
)
assert abs(obtenu[0] - 0.8738) < 0.001, (
    f"juger_arbre(variables, forte, 3, 0), déjà vus : 0.8738 attendu, {obtenu[0]:.4f} obtenu"
)
assert abs(obtenu[1] - 0.7519) < 0.001, (
    f"juger_arbre(variables, forte, 3, 0), jamais vus : 0.7519 attendu, {obtenu[1]:.4f} obtenu"
)
### BEGIN HIDDEN TESTS
for profondeur, tirage in [(2, 11), (6, 4), (None, 5)]:
    app_v, test_v, app_e, test_e = train_test_split(
        variables, forte, test_size=0.3, random_state=tirage
    )
    temoin = DecisionTreeClassifier(max_depth=profondeur, random_state=0).fit(app_v, app_e)
    attendu = temoin.score(app_v, app_e), temoin.score(test_v, test_e)
    obtenu = juger_arbre(variables, forte, profondeur, tirage)
    assert isinstance(obtenu, tuple) and len(obtenu) == 2, (
        f"deux exactitudes attendues, {obtenu!r} obtenu"
    )
    for nom, a, o in [("déjà vus", attendu[0], obtenu[0]), ("jamais vus", attendu[1], obtenu[1])]:
        assert abs(o - a) < 1e-6, (
            f"profondeur {profondeur}, tirage {tirage}, {nom} : {a:.4f} attendu, {o:.4f} obtenu"
        )
### END HIDDEN TESTS

# %% [markdown]
# Essayez maintenant plusieurs profondeurs et plusieurs tirages dans une cellule à vous :
# à partir de quelle profondeur l'arbre apprend-il par cœur ?
#
# ## Question 4, à rédiger : 97 % (15 minutes)
#
# Une entreprise propose un modèle de dépistage à l'hôpital de Neuve-Fontaine (tous deux inventés).
# Sa plaquette : « **97 % de bonnes réponses**, vérifiées sur 10 000 dossiers, ceux-là mêmes qui ont servi à la mise au point. »
# Inès, qui dirige le service, a obtenu le détail :

# %%
pd.DataFrame(
    {"alerte": [60, 60], "pas d'alerte": [240, 9640]},
    index=["personnes malades", "personnes non malades"],
)

# %% [markdown]
# En 6 à 12 lignes, conseillez Inès. Comparez les 97 % à la réponse bête ; calculez le rappel et la précision, et dites en clair ce qu'ils signifient
# pour les personnes ; relevez ce qui cloche dans la vérification ; dites ce que vous demanderiez avant de signer.

# %% [markdown] points=3 written="quatre-vingt-dix-sept"
# **Réponse attendue.** Sur 10 000 dossiers, 300 personnes sont malades. Répondre toujours « non malade » donne 9700 bonnes réponses : 97 % aussi.
# Le modèle ne fait donc pas mieux que rien en exactitude (60 + 9640 = 9700).
# Rappel : 60 sur 300, soit 20 % ; quatre malades sur cinq repartent sans alerte. Précision : 60 sur 120, soit 50 % ; une alerte sur deux est fausse.
# La vérification porte sur les dossiers qui ont servi à apprendre : le score réel sera sans doute plus bas.
# À demander : un test sur des dossiers mis de côté, si possible d'un autre hôpital et plus récents ; les chiffres par âge et par sexe ;
# ce que deviennent les oublis et les fausses alertes ; la comparaison avec le dépistage actuel.
#
# **Barème.** 1 point : les 97 % sont ceux de la réponse bête, avec le calcul.
# 1 point : rappel 20 % et précision 50 %, dits en clair pour les personnes.
# 1 point : apprendre et vérifier sur les mêmes dossiers ne prouve rien, **et** une demande utile avant de signer.
