# %% [markdown]
# # Exercice 4.1 : la chasse aux fuites
#
# Un service hospitalier veut prévoir quelles personnes reviendront aux urgences dans le mois.
# Le premier essai affiche 99 %. Vous savez désormais ce qu'il faut faire d'un score pareil : enquêter.
# Les données de cet exercice sont inventées.

# %%
import pandas as pd

# %% [markdown]
# ## Question 1 : les lignes déjà vues (10 minutes)
#
# Écrivez la fonction `deja_vues`, qui reçoit le tableau d'apprentissage et le tableau de test
# et renvoie **combien de lignes du test** se trouvent déjà, identiques, dans l'apprentissage.
#
# - Une ligne est identique si **toutes** ses valeurs le sont.
# - Les deux tableaux ont les mêmes colonnes, mais peut-être pas dans le même ordre.
# - Une ligne répétée dans l'apprentissage ne compte pas davantage ; une ligne répétée dans le test compte à chaque fois.
#
# Boîte à outils : `tableau.drop_duplicates()` retire les répétitions ;
# `test.merge(app)` associe chaque ligne du test à chaque ligne identique de l'apprentissage.


# %% solution="deja-vues"
def deja_vues(app, test):
    """Renvoie le nombre de lignes du test présentes à l'identique dans l'apprentissage."""
    ### BEGIN SOLUTION
    return len(test.merge(app.drop_duplicates()))
    ### END SOLUTION


# %% points=2 tests="deja-vues"
app = pd.DataFrame({"age": [70, 34, 34], "visites": [3, 1, 1]})
test = pd.DataFrame({"age": [34, 70, 51], "visites": [1, 2, 0]})
obtenu = deja_vues(app, test)
assert not isinstance(obtenu, (pd.Series, pd.DataFrame)), (
    f"un nombre de lignes attendu, {type(obtenu).__name__} obtenu"
)
assert obtenu == 1, (
    "apprentissage (70, 3), (34, 1), (34, 1) ; test (34, 1), (70, 2), (51, 0) : 1 attendu "
    f"(seule (34, 1) est déjà vue, et elle compte une fois), {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
app = pd.DataFrame({"a": [1, 2, 3, 3, 3], "b": [9, 8, 7, 7, 6], "c": ["x", "y", "z", "z", "z"]})
test = pd.DataFrame(
    {"c": ["z", "x", "z", "y", "z", "z"], "a": [3, 1, 3, 8, 3, 3], "b": [7, 8, 7, 2, 5, 6]}
)
obtenu = deja_vues(app, test)
assert obtenu == 3, (
    "test dont trois lignes sur six sont déjà vues (l'une deux fois), colonnes dans un autre ordre : "
    f"3 attendu, {obtenu} obtenu"
)
obtenu = deja_vues(pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [3, 4, 5]}))
assert obtenu == 0, f"aucune ligne en commun : 0 attendu, {obtenu} obtenu"
obtenu = deja_vues(
    pd.DataFrame({"a": [1, 2, 1], "b": [5, 5, 5]}), pd.DataFrame({"a": [1, 1], "b": [5, 5]})
)
assert obtenu == 2, f"deux lignes du test, toutes deux déjà vues : 2 attendu, {obtenu} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : mettre à l'échelle sans tricher (15 minutes)
#
# Pour comparer des âges et des tensions, on les met à la même échelle :
# à chaque valeur, on retire la moyenne de sa colonne, puis on divise par l'écart type de la colonne (`tableau.std()`).
# La moyenne et l'écart type sont ceux de **l'apprentissage**, pour les deux tableaux : le test est censé être inconnu.
#
# Écrivez la fonction `mettre_a_l_echelle`, qui reçoit les deux tableaux de nombres
# et renvoie deux nouveaux tableaux : l'apprentissage à l'échelle, puis le test à l'échelle.
#
# Bonne nouvelle : `tableau - tableau.mean()` fait la soustraction colonne par colonne.


# %% solution="echelle"
def mettre_a_l_echelle(app, test):
    """Renvoie les deux tableaux centrés et réduits par la moyenne et l'écart type du premier."""
    ### BEGIN SOLUTION
    moyenne, ecart_type = app.mean(), app.std()
    return (app - moyenne) / ecart_type, (test - moyenne) / ecart_type
    ### END SOLUTION


# %% points=2 tests="echelle"
app = pd.DataFrame({"age": [40.0, 50.0, 60.0], "tension": [80.0, 100.0, 120.0]})
test = pd.DataFrame({"age": [50.0, 70.0], "tension": [90.0, 130.0]})
obtenu = mettre_a_l_echelle(app, test)
assert isinstance(obtenu, tuple) and len(obtenu) == 2, (
    f"deux tableaux attendus, {type(obtenu).__name__} obtenu"
)
ages = [float(age) for age in obtenu[0]["age"]]
assert ages == [-1.0, 0.0, 1.0], (
    f"âges de l'apprentissage 40, 50, 60 (moyenne 50, écart type 10) : [-1.0, 0.0, 1.0] attendu, {ages!r} obtenu"
)
ages = [float(age) for age in obtenu[1]["age"]]
assert ages == [0.0, 2.0], (
    f"âges du test 50, 70, à l'échelle de l'apprentissage : [0.0, 2.0] attendu, {ages!r} obtenu"
)
### BEGIN HIDDEN TESTS
app = pd.DataFrame({"x": [1.0, 3.0, 5.0, 7.0, 14.0], "y": [-10.0, 0.0, 20.0, 10.0, 6.0]})
test = pd.DataFrame({"x": [9.0, 100.0], "y": [1.0, -35.0]})
avant_app, avant_test = app.copy(), test.copy()
obtenu = mettre_a_l_echelle(app, test)
assert isinstance(obtenu, tuple) and len(obtenu) == 2, (
    f"deux tableaux attendus, {type(obtenu).__name__} obtenu"
)
for nom, recu, tableau in [("apprentissage", obtenu[0], app), ("test", obtenu[1], test)]:
    assert list(recu.columns) == ["x", "y"], (
        f"{nom} : colonnes ['x', 'y'] attendues, {list(recu.columns)!r} obtenues"
    )
    for colonne in ["x", "y"]:
        moyenne, ecart = avant_app[colonne].mean(), avant_app[colonne].std()
        for depart, arrivee in zip(tableau[colonne], recu[colonne]):
            attendu = (depart - moyenne) / ecart
            assert abs(arrivee - attendu) < 1e-9, (
                f"{nom}, colonne {colonne!r}, valeur {depart} (moyenne {moyenne:.3f}, écart type {ecart:.3f}) : "
                f"{attendu:.4f} attendu, {arrivee:.4f} obtenu"
            )
assert app.equals(avant_app) and test.equals(avant_test), (
    f"les tableaux reçus doivent rester intacts : {list(avant_app['x'])!r} attendu, {list(app['x'])!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : qui savait quoi, et quand ? (10 minutes)
#
# Pour chaque colonne, on a noté le jour où elle est connue, en comptant depuis l'admission
# (0 : le jour même ; -365 : un an avant ; 5 : cinq jours après).

# %%
connue_le = {
    "compte_rendu_de_sortie": 5,
    "age": 0,
    "tension_a_l_arrivee": 0,
    "hospitalisations_de_l_annee": -1,
    "resultat_du_scanner": 2,
    "appel_de_suivi": 20,
}

# %% [markdown]
# Écrivez la fonction `utilisables`, qui reçoit un tel dictionnaire et le jour de la décision,
# et renvoie la **liste, dans l'ordre alphabétique**, des colonnes connues ce jour-là ou avant.
#
# Boîte à outils : `for nom, jour in dictionnaire.items():` parcourt noms et jours ; `liste.append(x)` ajoute x à une liste ; `sorted(liste)` la range.


# %% solution="utilisables"
def utilisables(connue_le, decision):
    """Renvoie la liste alphabétique des colonnes connues au plus tard le jour de la décision."""
    ### BEGIN SOLUTION
    return sorted(nom for nom, jour in connue_le.items() if jour <= decision)
    ### END SOLUTION


# %% points=2 tests="utilisables"
obtenu = utilisables(connue_le, 0)
assert isinstance(obtenu, list), f"une liste attendue, {type(obtenu).__name__} obtenu"
attendu = ["age", "hospitalisations_de_l_annee", "tension_a_l_arrivee"]
assert obtenu == attendu, f"utilisables(connue_le, 0) : {attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
calendrier = {
    "semis": -90,
    "récolte": 40,
    "pluie_de_mai": 3,
    "analyse_du_sol": -200,
    "cours_du_blé": 4,
    "bail": 2,
}
for decision, attendu in [
    (3, ["analyse_du_sol", "bail", "pluie_de_mai", "semis"]),
    (2, ["analyse_du_sol", "bail", "semis"]),
    (-100, ["analyse_du_sol"]),
    (-201, []),
    (40, ["analyse_du_sol", "bail", "cours_du_blé", "pluie_de_mai", "récolte", "semis"]),
]:
    obtenu = utilisables(calendrier, decision)
    assert list(obtenu) == attendu, (
        f"calendrier {calendrier!r}, décision le jour {decision} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : des deux côtés à la fois (10 minutes)
#
# Une même personne a souvent plusieurs lignes, une par passage. Si ses lignes sont réparties entre l'apprentissage et le test,
# le modèle la reconnaît au lieu de prévoir.
#
# Écrivez la fonction `a_cheval`, qui reçoit la liste des personnes de l'apprentissage et celle du test (une par ligne de tableau),
# et renvoie la **liste, dans l'ordre alphabétique et sans répétition**, des personnes présentes des deux côtés.
#
# Boîte à outils : `set(liste)` retire les répétitions ; `x in ensemble` dit si x s'y trouve ; `a & b` donne ce que deux ensembles ont en commun.


# %% solution="a-cheval"
def a_cheval(personnes_app, personnes_test):
    """Renvoie la liste alphabétique des personnes présentes dans l'apprentissage et dans le test."""
    ### BEGIN SOLUTION
    return sorted(set(personnes_app) & set(personnes_test))
    ### END SOLUTION


# %% points=1 tests="a-cheval"
obtenu = a_cheval(["Lina", "Paul", "Lina", "Awa"], ["Lina", "Zoé"])
assert isinstance(obtenu, list), f"une liste attendue, {type(obtenu).__name__} obtenu"
assert obtenu == ["Lina"], (
    f"a_cheval(['Lina', 'Paul', 'Lina', 'Awa'], ['Lina', 'Zoé']) : ['Lina'] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for app, test, attendu in [
    (["Zoé", "Marc", "Anne", "Marc"], ["Zoé", "Zoé", "Anne", "Bilal"], ["Anne", "Zoé"]),
    (["Marc"], ["Marc", "Marc"], ["Marc"]),
    (["Marc", "Anne"], ["Bilal"], []),
    ([], ["Bilal"], []),
    (["p9", "p2", "p5", "p7", "p1"], ["p7", "p9", "p3", "p1", "p2"], ["p1", "p2", "p7", "p9"]),
]:
    obtenu = a_cheval(app, test)
    assert list(obtenu) == attendu, (
        f"a_cheval({app!r}, {test!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS
