# %% [markdown]
# # Exercice 5.2 : chiffrer le projet
#
# La règle est écrite. Il reste à savoir ce que le démonstrateur coûtera, et à vérifier que la page de cadrage tient debout.
# **Séance de 30 minutes, plus une question rédigée.**

# %%
lignes = [("Hélène, soudage", 4, 320.0), ("prestataire", 6, 750.0)]

# %% [markdown]
# ## Question 1 : le budget (8 minutes)
#
# Écrivez `budget`, qui reçoit une liste de lignes (nom, jours, tarif par jour en euros), des frais en euros
# et une marge d'imprévu en pour cent, et renvoie le total en euros, **arrondi à l'euro** avec `round` :
# (somme des jours × tarif, plus les frais), augmentée de la marge.


# %% solution="budget"
def budget(lignes, frais, marge_pct):
    """Renvoie le budget total en euros, marge comprise, arrondi à l'euro."""
    ### BEGIN SOLUTION
    total = sum(jours * tarif for _, jours, tarif in lignes) + frais
    return round(total * (1 + marge_pct / 100))
    ### END SOLUTION


# %% points=2 tests="budget"
obtenu = budget(lignes, 900, 10)
assert obtenu == 7348, f"4 × 320 + 6 × 750 + 900, plus 10 % : 7348 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for arguments, attendu in [
    (([], 1000, 25), 1250),
    (([("a", 1.5, 400.0)], 0, 0), 600),
    (([("a", 2, 100.0), ("b", 3, 10.0), ("c", 0, 999.0)], 70, 50), 450),
    (([("a", 1, 99.9)], 0.3, 1), 101),
]:
    obtenu = budget(*arguments)
    assert obtenu == attendu, f"budget{arguments} : {attendu} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : l'énergie d'une année (8 minutes)
#
# Le modèle tournera toute l'année. Écrivez `energie`, qui reçoit la puissance de la machine en **watts**,
# la durée d'une prédiction en **secondes**, le nombre de prédictions et l'intensité carbone en **grammes de CO2e par kWh**,
# et renvoie le couple (énergie en kWh, émissions en **kilogrammes** de CO2e).
# L'intensité par défaut, 50 g/kWh, est un ordre de grandeur de l'électricité en France : la vraie valeur change d'heure en heure.


# %% solution="energie"
def energie(puissance_w, duree_s, predictions, intensite_g_kwh=50):
    """Renvoie l'énergie (kWh) et les émissions (kg CO2e) de toutes les prédictions."""
    ### BEGIN SOLUTION
    kwh = puissance_w * duree_s * predictions / 3_600_000
    return kwh, kwh * intensite_g_kwh / 1000
    ### END SOLUTION


# %% points=2 tests="energie"
kwh, kg = energie(120, 0.3, 1_000_000)
assert abs(kwh - 10) < 1e-9, (
    f"120 W, 0,3 s, un million de prédictions : 10 kWh attendus, {kwh!r} obtenu"
)
assert abs(kg - 0.5) < 1e-9, f"10 kWh à 50 g/kWh : 0.5 kg attendu, {kg!r} obtenu"
### BEGIN HIDDEN TESTS
for arguments, attendu in [
    ((3600, 1, 1000), (1.0, 0.05)),
    ((72, 2, 500, 400), (0.02, 0.008)),
    ((250, 0, 10, 10), (0.0, 0.0)),
    ((360, 5, 2000, 0), (1.0, 0.0)),
]:
    obtenu = energie(*arguments)
    assert abs(obtenu[0] - attendu[0]) < 1e-9 and abs(obtenu[1] - attendu[1]) < 1e-9, (
        f"energie{arguments} : {attendu!r} attendu, {tuple(obtenu)!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : la page de cadrage tient-elle debout ? (12 minutes)
#
# Une page de cadrage est un dictionnaire. Écrivez `defauts`, qui renvoie la **liste** des noms des champs à revoir,
# dans l'ordre ci-dessous (liste vide si tout va bien) :
#
# - `"question"` : absente, ou sans point d'interrogation ;
# - `"objectif"` : absent, ou pas strictement entre 0 et 1 ;
# - `"essais"` : absent, ou inférieur à 30 ;
# - `"fin"` : absente, ou pas après `"debut"` (dates au format `"2027-03-15"` : l'ordre des textes est celui des dates) ;
# - `"responsable"` : absent ou vide.


# %% solution="fiche-de-cadrage"
def defauts(page):
    """Renvoie les noms des champs de la page de cadrage à revoir, dans l'ordre."""
    ### BEGIN SOLUTION
    a_revoir = []
    if "?" not in page.get("question", ""):
        a_revoir.append("question")
    if not 0 < page.get("objectif", 0) < 1:
        a_revoir.append("objectif")
    if page.get("essais", 0) < 30:
        a_revoir.append("essais")
    if page.get("fin", "") <= page.get("debut", ""):
        a_revoir.append("fin")
    if not page.get("responsable"):
        a_revoir.append("responsable")
    return a_revoir
    ### END SOLUTION


# %% points=3 tests="fiche-de-cadrage"
page = {
    "question": "La caméra repère-t-elle 90 % des biscuits cassés ?",
    "objectif": 0.9,
    "essais": 160,
    "debut": "2027-01-11",
    "fin": "2027-02-05",
    "responsable": "Hélène",
}
obtenu = defauts(page)
assert obtenu == [], f"page complète : [] attendu, {obtenu!r} obtenu"
obtenu = defauts({**page, "objectif": 90, "responsable": ""})
assert obtenu == ["objectif", "responsable"], (
    f"objectif 90 et responsable vide : ['objectif', 'responsable'] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for changement, attendu in [
    ({"question": "Voir ce que l'IA peut apporter."}, ["question"]),
    ({"objectif": 1}, ["objectif"]),
    ({"objectif": 0}, ["objectif"]),
    ({"objectif": 0.01}, []),
    ({"essais": 30}, []),
    ({"essais": 29}, ["essais"]),
    ({"fin": "2027-01-11"}, ["fin"]),
    ({"fin": "2027-01-12"}, []),
    ({"debut": "2027-12-01"}, ["fin"]),
    (
        {"question": "", "objectif": 2, "essais": 1, "fin": "2026-01-01", "responsable": ""},
        ["question", "objectif", "essais", "fin", "responsable"],
    ),
]:
    obtenu = defauts({**page, **changement})
    assert obtenu == attendu, f"page avec {changement!r} : {attendu!r} attendu, {obtenu!r} obtenu"
for champ in ["question", "objectif", "essais", "fin", "responsable"]:
    incomplete = {nom: valeur for nom, valeur in page.items() if nom != champ}
    obtenu = defauts(incomplete)
    assert obtenu == [champ], f"page sans {champ!r} : {[champ]!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : votre page de cadrage (20 minutes)
#
# Choisissez un projet de **votre** travail (sans rien dévoiler de confidentiel : changez les noms et les chiffres).
# Rédigez sa page de cadrage, quinze lignes au plus : la question chiffrée, ce que l'on fait aujourd'hui sans modèle,
# les données et qui peut les voir, la taille de l'essai et pourquoi, la règle de décision, la date, le budget, et qui dira stop.

# %% [markdown] points=4 written="page-de-cadrage"
# **Réponse attendue.** Une question avec un chiffre et des conditions ; la stratégie actuelle et son coût ;
# des données nommées, leur sensibilité, qui y accède ; une taille d'essai reliée à la largeur d'intervalle voulue ;
# une règle à trois issues écrite d'avance ; une date, un ordre de grandeur de budget, une personne qui a le pouvoir d'arrêter.
#
# **Barème.** 1 point : question chiffrée et concurrent sans modèle. 1 point : données, sensibilité, accès.
# 1 point : taille d'essai justifiée et règle à trois issues. 1 point : date, budget, personne qui décide de l'arrêt.
