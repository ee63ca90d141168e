# %% [markdown]
# # Mini-projet : où sont les tritons ?
#
# Les tritons sont de petits amphibiens qui pondent dans les mares. Quatre communes (inventées) ont plusieurs centaines de mares, et une association de bénévoles
# qui les visite la nuit, au printemps, lampe à la main. Cette année, Fatou, Marion et Bastien ne pourront en visiter que trente.
#
# **La question :** d'après ce que l'on mesure de jour, en quelques minutes, quelles mares abritent sans doute des tritons ?
# **L'usage :** choisir où aller regarder. Personne ne comblera une mare parce qu'un calcul a répondu « non ».
#
# Comptez deux heures, en plusieurs fois si vous voulez : six questions corrigées tout de suite, puis une note lue par une personne.
# Ajoutez autant de cellules que vous voulez pour explorer et pour essayer.

# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

brut = pd.read_csv("data/mares.csv")
brut.head()

# %% [markdown]
# | colonne | unité | sens |
# |---|---|---|
# | `mare` | – | nom de la mare |
# | `commune` | – | village |
# | `surface_m2` | m² | surface de l'eau |
# | `profondeur_cm` | centimètres | profondeur ; `-1` quand elle n'a pas été mesurée |
# | `ph` | – | acidité de l'eau (7 : neutre), écrite à la virgule ; `?` quand le papier était illisible |
# | `foret_m` | mètres | distance à la forêt la plus proche |
# | `poissons` | oui ou non | a-t-on vu des poissons ? |
# | `tritons_comptes` | nombre | tritons comptés la nuit, pendant la visite |
# | `tritons` | oui ou non | à prévoir |
#
# ## Question 1 : un relevé propre (20 minutes)
#
# Écrivez `nettoyer`, qui reçoit un tel tableau et renvoie un **nouveau** tableau où :
#
# - les lignes entièrement répétées ne figurent qu'une fois (la première reste) ;
# - une profondeur de `-1` est une valeur manquante ;
# - le pH est un nombre, ou une valeur manquante quand ce n'en est pas un.
#
# Rien d'autre ne change, et le tableau reçu reste intact.
#
# Boîte à outils : `tableau.drop_duplicates()`, `tableau.copy()`, `colonne.replace(-1, float("nan"))`,
# `colonne.str.replace(",", ".")`, `pd.to_numeric(colonne, errors="coerce")`.


# %% solution="releve-propre"
def nettoyer(tableau):
    """Renvoie le tableau sans doublons, profondeurs et pH manquants marqués comme tels."""
    ### BEGIN SOLUTION
    propre = tableau.drop_duplicates()
    propre["profondeur_cm"] = propre["profondeur_cm"].replace(-1, float("nan"))
    propre["ph"] = pd.to_numeric(propre["ph"].str.replace(",", "."), errors="coerce")
    return propre
    ### END SOLUTION


# %% points=2 tests="releve-propre"
obtenu = nettoyer(brut)
assert isinstance(obtenu, pd.DataFrame), f"un tableau attendu, {type(obtenu).__name__} obtenu"
assert len(obtenu) == 260, f"260 lignes différentes attendues, {len(obtenu)} obtenues"
trous = int(obtenu["profondeur_cm"].isna().sum())
assert trous == 18, f"profondeur : 18 valeurs manquantes attendues, {trous} obtenues"
assert pd.api.types.is_numeric_dtype(obtenu["ph"]), (
    f"pH : une colonne de nombres attendue, {str(obtenu['ph'].dtype)!r} obtenu"
)
### BEGIN HIDDEN TESTS
releve = pd.DataFrame(
    {
        "mare": ["a", "b", "a", "c", "d", "c"],
        "profondeur_cm": [-1.0, 60.0, -1.0, 1.0, 45.0, -1.0],
        "ph": ["6,5", "?", "6,5", "7", "illisible", "7"],
        "temperature_c": [-1.0, 8.0, -1.0, 4.0, -1.0, 4.0],
    },
    index=[4, 0, 9, 2, 7, 1],
)
avant = releve.copy()
obtenu = nettoyer(releve)
assert isinstance(obtenu, pd.DataFrame), f"un tableau attendu, {type(obtenu).__name__} obtenu"
assert list(obtenu["mare"]) == ["a", "b", "c", "d", "c"], (
    "six lignes dont une répétée à l'identique : mares ['a', 'b', 'c', 'd', 'c'] attendues, "
    f"{list(obtenu['mare'])!r} obtenues"
)
assert list(obtenu["profondeur_cm"].fillna(0)) == [0.0, 60.0, 1.0, 45.0, 0.0], (
    "profondeurs [-1, 60, 1, 45, -1] : [manquant, 60, 1, 45, manquant] attendu, "
    f"{list(obtenu['profondeur_cm'])!r} obtenu"
)
assert int(obtenu["profondeur_cm"].isna().sum()) == 2, (
    f"deux profondeurs manquantes attendues, {int(obtenu['profondeur_cm'].isna().sum())} obtenues"
)
assert list(obtenu["ph"].fillna(0)) == [6.5, 0.0, 7.0, 0.0, 7.0], (
    "pH ['6,5', '?', '7', 'illisible', '7'] : [6.5, manquant, 7.0, manquant, 7.0] attendu, "
    f"{list(obtenu['ph'])!r} obtenu"
)
assert list(obtenu["temperature_c"]) == [-1.0, 8.0, 4.0, -1.0, 4.0], (
    "une température de -1 °C est une vraie mesure : [-1, 8, 4, -1, 4] attendu, "
    f"{list(obtenu['temperature_c'])!r} obtenu"
)
assert releve.equals(avant), (
    f"le tableau reçu doit rester intact : pH {list(avant['ph'])!r} attendu, {list(releve['ph'])!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : regarder avant de prévoir (15 minutes)
#
# Écrivez `taux_par_commune`, qui reçoit un tableau (avec les colonnes `commune` et `tritons`) et un effectif minimum.
# Elle renvoie, pour chaque commune qui a **au moins** cet effectif de mares, le **pourcentage** (de 0 à 100) de mares à tritons.
# Les communes trop petites n'y figurent pas. Une série pandas convient, un dictionnaire aussi.


# %% solution="taux-par-commune"
def taux_par_commune(tableau, minimum):
    """Renvoie le pourcentage de mares à tritons de chaque commune assez grande."""
    ### BEGIN SOLUTION
    presence = tableau["tritons"] == "oui"
    groupes = presence.groupby(tableau["commune"])
    return groupes.mean()[groupes.size() >= minimum] * 100
    ### END SOLUTION


# %% points=2 tests="taux-par-commune"
petit = pd.DataFrame(
    {
        "commune": ["Haut-du-Ban", "Val-Serein", "Haut-du-Ban", "Val-Serein", "Haut-du-Ban", "Rupt"],
        "tritons": ["oui", "non", "non", "oui", "non", "oui"],
    }
)
obtenu = taux_par_commune(petit, 2)
assert obtenu is not None, "un pourcentage par commune attendu, None obtenu"
obtenu = {nom: round(float(part), 1) for nom, part in dict(obtenu).items()}
assert obtenu == {"Haut-du-Ban": 33.3, "Val-Serein": 50.0}, (
    "taux_par_commune(petit, 2) : {'Haut-du-Ban': 33.3, 'Val-Serein': 50.0} attendu "
    f"(Rupt n'a qu'une mare), {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
releve = pd.DataFrame(
    {
        "tritons": ["non", "non", "oui", "oui", "oui", "non", "oui", "oui", "non", "non"],
        "commune": ["C", "C", "B", "C", "B", "C", "B", "A", "D", "D"],
        "profondeur_cm": [0] * 10,
    },
    index=range(20, 10, -1),
)
for minimum, attendu in [
    (1, {"A": 100.0, "B": 100.0, "C": 25.0, "D": 0.0}),
    (2, {"B": 100.0, "C": 25.0, "D": 0.0}),
    (3, {"B": 100.0, "C": 25.0}),
    (4, {"C": 25.0}),
    (5, {}),
]:
    obtenu = {nom: float(part) for nom, part in dict(taux_par_commune(releve, minimum)).items()}
    assert set(obtenu) == set(attendu), (
        f"effectifs A 1, B 3, C 4, D 2, minimum {minimum} : communes {sorted(attendu)!r} attendues, {sorted(obtenu)!r} obtenues"
    )
    for nom in attendu:
        assert abs(obtenu[nom] - attendu[nom]) < 1e-9, (
            f"effectifs A 1, B 3, C 4, D 2, minimum {minimum}, commune {nom} : {attendu[nom]!r} attendu, {obtenu[nom]!r} obtenu"
        )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : ce que l'on saura le jour où l'on choisit (15 minutes)
#
# Écrivez `variables`, qui reçoit un relevé propre et renvoie un **nouveau** tableau avec **cinq** colonnes, celles dont un modèle peut se servir :
#
# - elles sont connues **avant** la visite de nuit ;
# - elles mesurent quelque chose (un nom de mare ou de commune ne ferait que réciter) ;
# - `poissons` y vaut 1 pour « oui » et 0 pour « non », car un arbre ne lit que des nombres.
#
# L'ordre des colonnes est libre ; les lignes gardent le leur. Le tableau reçu reste intact.


# %% solution="variables-connues"
def variables(propre):
    """Renvoie les cinq mesures connues avant la visite, poissons codés 1 ou 0."""
    ### BEGIN SOLUTION
    mesures = propre[["surface_m2", "profondeur_cm", "ph", "foret_m", "poissons"]]
    return mesures.assign(poissons=mesures["poissons"].map({"oui": 1, "non": 0}))
    ### END SOLUTION


# %% points=2 tests="variables-connues"
modele_de_ligne = pd.DataFrame(
    {
        "mare": ["x", "y"],
        "commune": ["Val-Serein", "Rupt"],
        "surface_m2": [80, 200],
        "profondeur_cm": [60.0, float("nan")],
        "ph": [7.1, 6.4],
        "foret_m": [30, 900],
        "poissons": ["non", "oui"],
        "tritons_comptes": [4, 0],
        "tritons": ["oui", "non"],
    }
)
obtenu = variables(modele_de_ligne)
assert isinstance(obtenu, pd.DataFrame), f"un tableau attendu, {type(obtenu).__name__} obtenu"
assert len(obtenu.columns) == 5, f"cinq colonnes attendues, {list(obtenu.columns)!r} obtenues"
assert "poissons" in obtenu.columns, f"la colonne 'poissons' attendue, {list(obtenu.columns)!r} obtenues"
assert [int(p) for p in obtenu["poissons"]] == [0, 1], (
    f"poissons ['non', 'oui'] : [0, 1] attendu, {list(obtenu['poissons'])!r} obtenu"
)
### BEGIN HIDDEN TESTS
attendu = {"surface_m2", "profondeur_cm", "ph", "foret_m", "poissons"}
releve = pd.DataFrame(
    {
        "tritons": ["non", "oui", "non"],
        "poissons": ["oui", "non", "non"],
        "foret_m": [10, 20, 30],
        "mare": ["p", "q", "r"],
        "ph": [5.5, float("nan"), 8.0],
        "tritons_comptes": [0, 9, 0],
        "profondeur_cm": [20.0, 90.0, 100.0],
        "commune": ["A", "B", "A"],
        "surface_m2": [7, 8, 9],
    },
    index=[5, 3, 8],
)
avant = releve.copy()
obtenu = variables(releve)
manquent, de_trop = sorted(attendu - set(obtenu.columns)), sorted(set(obtenu.columns) - attendu)
assert not manquent and not de_trop, (
    f"les cinq mesures connues avant la visite attendues, {sorted(obtenu.columns)!r} obtenues. "
    "Pour chaque colonne : la connaît-on le jour où l'on choisit où aller ?"
)
assert [int(p) for p in obtenu["poissons"]] == [1, 0, 0], (
    f"poissons ['oui', 'non', 'non'] : [1, 0, 0] attendu, {list(obtenu['poissons'])!r} obtenu"
)
for nom in ["surface_m2", "foret_m", "profondeur_cm"]:
    assert list(obtenu[nom]) == list(avant[nom]), (
        f"colonne {nom!r} : {list(avant[nom])!r} attendu, sans changement, {list(obtenu[nom])!r} obtenu"
    )
assert list(obtenu["ph"].fillna(0)) == [5.5, 0.0, 8.0], (
    f"colonne 'ph' : [5.5, manquant, 8.0] attendu, sans changement, {list(obtenu['ph'])!r} obtenu"
)
assert releve.equals(avant), (
    f"le tableau reçu doit rester intact : {list(avant.columns)!r} attendu, {list(releve.columns)!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : un arbre, et sa référence (20 minutes)
#
# Écrivez `juger`. Elle reçoit un tableau de mesures (avec des trous), la série de leurs étiquettes, une profondeur et un numéro de tirage. Dans l'ordre :
#
# 1. elle découpe avec `train_test_split`, 30 % au test (`test_size=0.3`), `random_state=tirage` ;
# 2. elle bouche les trous de l'apprentissage **et** du test par la médiane de chaque colonne **de l'apprentissage** ;
# 3. elle fait apprendre un `DecisionTreeClassifier(max_depth=profondeur, random_state=0)`.
#
# Elle renvoie deux parts de bonnes réponses **au test**, entre 0 et 1 : d'abord celle de la réponse la plus fréquente de l'apprentissage, puis celle de l'arbre.
#
# L'apprentissage n'a jamais deux étiquettes à égalité en tête.
#
# Boîte à outils : `tableau.median()` donne la médiane de chaque colonne ; `tableau.fillna(medianes)` bouche chaque colonne avec la sienne ;
# `etiquettes.mode()[0]` est l'étiquette la plus fréquente ; `arbre.score(mesures, etiquettes)`.


# %% solution="jugement"
def juger(mesures, etiquettes, profondeur, tirage):
    """Renvoie les exactitudes au test de la réponse la plus fréquente et d'un arbre."""
    ### BEGIN SOLUTION
    app_v, test_v, app_e, test_e = train_test_split(
        mesures, etiquettes, test_size=0.3, random_state=tirage
    )
    medianes = app_v.median()
    arbre = DecisionTreeClassifier(max_depth=profondeur, random_state=0)
    arbre.fit(app_v.fillna(medianes), app_e)
    reference = (test_e == app_e.mode()[0]).mean()
    return reference, arbre.score(test_v.fillna(medianes), test_e)
    ### END SOLUTION


# %% points=3 tests="jugement"
exemple = pd.DataFrame({"a": [1.0, 2.0, None, 4.0, 5.0, 6.0, 7.0, None, 9.0, 50.0]})
reponses = pd.Series(["non", "non", "non", "non", "oui", "oui", "oui", "oui", "oui", "oui"])
obtenu = juger(exemple, reponses, 1, 14)
assert isinstance(obtenu, tuple) and len(obtenu) == 2, (
    f"deux parts séparées par une virgule attendues, {obtenu!r} obtenu"
)
assert abs(obtenu[0] - 0.3333) < 0.001, (
    f"juger(exemple, reponses, 1, 14), référence : 0.3333 attendu, {obtenu[0]:.4f} obtenu"
)
assert abs(obtenu[1] - 0.6667) < 0.001, (
    f"juger(exemple, reponses, 1, 14), arbre : 0.6667 attendu, {obtenu[1]:.4f} obtenu"
)
### BEGIN HIDDEN TESTS
import numpy as np

for tirage, profondeur in [(1, 2), (2, 5), (3, 1), (4, None), (5, 3), (22, 4)]:
    hasard = np.random.default_rng(tirage)
    x = pd.DataFrame({"a": hasard.exponential(9, 62), "b": hasard.normal(0, 1, 62)})
    y = pd.Series(np.where(x["a"] + 4 * x["b"] + hasard.normal(0, 3, 62) > 8, "oui", "non"))
    if tirage % 2:
        y = y.replace({"oui": "non", "non": "oui"})
    x.loc[hasard.random(62) < 0.45, "a"] = float("nan")
    x.loc[hasard.random(62) < 0.3, "b"] = float("nan")
    avant = x.copy()
    app_v, test_v, app_e, test_e = train_test_split(x, y, test_size=0.3, random_state=tirage)
    medianes = app_v.median()
    temoin = DecisionTreeClassifier(max_depth=profondeur, random_state=0)
    temoin.fit(app_v.fillna(medianes), app_e)
    attendu = (test_e == app_e.mode()[0]).mean(), temoin.score(test_v.fillna(medianes), test_e)
    obtenu = juger(x, y, profondeur, tirage)
    assert isinstance(obtenu, tuple) and len(obtenu) == 2, (
        f"deux parts séparées par une virgule attendues, {obtenu!r} obtenu"
    )
    for nom, a, o in [("référence", attendu[0], obtenu[0]), ("arbre", attendu[1], obtenu[1])]:
        assert abs(o - a) < 1e-9, (
            f"62 exemples simulés avec des trous, profondeur {profondeur}, tirage {tirage}, {nom} : {a:.4f} attendu, {o:.4f} obtenu"
        )
    assert x.equals(avant), (
        f"le tableau reçu doit garder ses {int(avant.isna().sum().sum())} trous, {int(x.isna().sum().sum())} obtenus"
    )
### END HIDDEN TESTS

# %% [markdown]
# Vos trois fonctions ensemble : trente tirages pour chaque profondeur.

# %%
propre = nettoyer(brut)
profondeurs = [1, 2, 3, 4, 6, 8, 12]
moyennes, references = [], []
for profondeur in profondeurs:
    essais = [juger(variables(propre), propre["tritons"], profondeur, t) for t in range(30)]
    references.append(100 * sum(reference for reference, _ in essais) / 30)
    moyennes.append(100 * sum(arbre for _, arbre in essais) / 30)
figure, axe = plt.subplots(figsize=(6.5, 3.5))
axe.plot(profondeurs, moyennes, marker="o", label="arbre")
axe.plot(profondeurs, references, linestyle=":", color="gray", label="réponse la plus fréquente")
axe.set_xlabel("profondeur de l'arbre")
axe.set_ylabel("bonnes réponses au test (%)")
axe.set_ylim(50, 100)
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** L'axe vertical va de 50 à 100 %. La référence est une ligne à 63 %.
# L'arbre fait un peu moins bien qu'elle avec une seule question (61 %), monte à 74 % à la profondeur 4, puis redescend vers 70 % : au-delà, il apprend par cœur.
#
# ## Question 5 : trente mares, pas une de plus (15 minutes)
#
# Un modèle annonce pour chaque mare une chance, entre 0 et 1, d'abriter des tritons. Écrivez `tournee`, qui reçoit la liste des noms des mares,
# la liste de leurs chances (dans le même ordre) et le nombre de visites possibles. Elle renvoie la **liste des noms** à visiter,
# de la plus grande chance à la plus petite ; à chance égale, dans l'ordre alphabétique des noms. S'il y a moins de mares que de visites, elles y sont toutes.
#
# Boîte à outils : `pd.DataFrame({"mare": noms, "chance": chances})`, `tableau.sort_values([...], ascending=[...])`, `tableau.head(n)`, `list(colonne)`.


# %% solution="tournee"
def tournee(noms, chances, nombre):
    """Renvoie les noms des mares à visiter, de la plus prometteuse à la moins prometteuse."""
    ### BEGIN SOLUTION
    tableau = pd.DataFrame({"mare": noms, "chance": chances})
    rangees = tableau.sort_values(["chance", "mare"], ascending=[False, True])
    return list(rangees["mare"].head(nombre))
    ### END SOLUTION


# %% points=2 tests="tournee"
obtenu = tournee(["M3", "M1", "M2"], [0.2, 0.9, 0.5], 2)
assert isinstance(obtenu, list), f"une liste de noms attendue, {type(obtenu).__name__} obtenu"
assert obtenu == ["M1", "M2"], (
    f"tournee(['M3', 'M1', 'M2'], [0.2, 0.9, 0.5], 2) : ['M1', 'M2'] attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for noms, chances, nombre, attendu in [
    (["c", "a", "b", "d"], [0.5, 0.5, 0.75, 0.5], 3, ["b", "a", "c"]),
    (["z", "y"], [0.1, 0.2], 5, ["y", "z"]),
    (["x", "w", "v"], [0.0, 1.0, 0.25], 1, ["w"]),
    (["x", "w"], [0.3, 0.6], 0, []),
    (["M10", "M02", "M07"], [0.4, 0.4, 0.4], 2, ["M02", "M07"]),
]:
    obtenu = list(tournee(noms, chances, nombre))
    assert obtenu == attendu, (
        f"tournee({noms!r}, {chances!r}, {nombre}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 6 : qui oublie-t-on ? (15 minutes)
#
# Écrivez `oublis_par_groupe`, qui reçoit trois listes de même longueur : les vérités (`"oui"` ou `"non"`), les réponses du modèle, et le groupe de chaque mare (sa commune).
# Elle renvoie, pour chaque groupe qui a **au moins une** vraie mare à tritons, la **part** (entre 0 et 1) de ces mares que le modèle a oubliées, en répondant `"non"`.
# Une série pandas convient, un dictionnaire aussi.


# %% solution="oublis-par-groupe"
def oublis_par_groupe(vraies, reponses, groupes):
    """Renvoie la part de mares à tritons oubliées dans chaque groupe."""
    ### BEGIN SOLUTION
    bilan = pd.DataFrame({"vraie": vraies, "reponse": reponses, "groupe": groupes})
    avec = bilan[bilan["vraie"] == "oui"]
    return (avec["reponse"] == "non").groupby(avec["groupe"]).mean()
    ### END SOLUTION


# %% points=2 tests="oublis-par-groupe"
obtenu = oublis_par_groupe(
    ["oui", "oui", "non", "oui", "non"],
    ["oui", "non", "non", "oui", "oui"],
    ["Rupt", "Rupt", "Rupt", "Val-Serein", "Val-Serein"],
)
assert obtenu is not None, "une part d'oublis par groupe attendue, None obtenu"
obtenu = {nom: float(part) for nom, part in dict(obtenu).items()}
assert obtenu == {"Rupt": 0.5, "Val-Serein": 0.0}, (
    f"à Rupt, une mare à tritons oubliée sur deux ; à Val-Serein, aucune : {{'Rupt': 0.5, 'Val-Serein': 0.0}} attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for vraies, reponses, groupes, attendu in [
    (
        ["oui", "oui", "oui", "oui", "non", "oui", "non", "non"],
        ["non", "non", "non", "oui", "non", "oui", "oui", "non"],
        ["b", "a", "b", "b", "b", "a", "a", "c"],
        {"a": 0.5, "b": 2 / 3},
    ),
    (["oui"], ["non"], ["seul"], {"seul": 1.0}),
    (["non", "oui", "non", "non"], ["oui", "oui", "oui", "non"], ["x", "x", "x", "x"], {"x": 0.0}),
]:
    obtenu = {n: float(p) for n, p in dict(oublis_par_groupe(vraies, reponses, groupes)).items()}
    assert set(obtenu) == set(attendu), (
        f"vérités {vraies!r}, groupes {groupes!r} : groupes {sorted(attendu)!r} attendus, {sorted(obtenu)!r} obtenus"
    )
    for nom in attendu:
        assert abs(obtenu[nom] - attendu[nom]) < 1e-9, (
            f"vérités {vraies!r}, réponses {reponses!r}, groupes {groupes!r}, groupe {nom!r} : "
            f"{attendu[nom]:.4f} attendu, {obtenu[nom]:.4f} obtenu"
        )
### END HIDDEN TESTS

# %% [markdown]
# Et sur les mares mises de côté ? Voici un arbre de profondeur 4, jugé commune par commune, sur un seul tirage.

# %%
connues, nouvelles, reponses_connues, verites = train_test_split(
    variables(propre), propre["tritons"], test_size=0.3, random_state=3
)
milieux = connues.median()
modele = DecisionTreeClassifier(max_depth=4, random_state=0)
modele.fit(connues.fillna(milieux), reponses_connues)
communes = propre.loc[verites.index, "commune"]
annonces = modele.predict(nouvelles.fillna(milieux))
oublis = oublis_par_groupe(list(verites), list(annonces), list(communes))
effectifs = communes[verites == "oui"].value_counts()
pd.DataFrame({"part oubliée": pd.Series(oublis).round(2), "mares à tritons": effectifs})

# %% [markdown]
# ## Question 7, à rédiger : la note aux communes (20 minutes)
#
# Rédigez, en 12 à 20 lignes et sans jargon, la note que l'association enverra aux quatre communes. Servez-vous des nombres que votre cahier affiche. On doit y trouver :
#
# - la question, l'usage, et ce à quoi le modèle ne doit **pas** servir ;
# - d'où viennent les données, ce qui y clochait, et ce que vous en avez fait ;
# - ce que vaut l'arbre, à côté de la réponse bête, et combien de mares à tritons il oublie, commune par commune, **avec les effectifs** ;
# - pourquoi `tritons_comptes` n'a pas servi ;
# - ce que vous ne savez pas, et qui décide de la tournée.

# %% [markdown] points=5 written="note-aux-communes"
# **Éléments attendus.** Usage : choisir trente mares à visiter de nuit ; non-usages : déclarer une mare sans tritons, la combler, renoncer à une visite pour toujours, comparer les communes entre elles.
# Données : 268 lignes dont 8 recopiées, 260 mares, 18 profondeurs et 20 pH inconnus, mis à part puis bouchés par la médiane de l'apprentissage ; mares choisies on ne sait comment, une seule année (ici : inventées).
# Résultat : environ 74 % de bonnes réponses à la profondeur 4, contre 63 % pour « non » partout, en moyenne sur trente tirages ; un progrès réel et modeste.
# Oublis par commune avec les effectifs : de cinq à treize mares à tritons par commune dans un seul test, donc aucune conclusion ferme sur une commune.
# Fuite : `tritons_comptes` se remplit pendant la visite ; avec elle l'arbre aurait 100 % et ne servirait à rien le jour du choix.
# Limites : autre année, autre région, mares jamais mesurées, poissons vus ou non un seul jour ; « va avec » n'est pas « cause ». Garder quelques visites au hasard, pour apprendre aussi des mares que le modèle écarte.
# Décision : les bénévoles et les communes, jamais le calcul.
#
# **Barème.** 1 point : usage et au moins un non-usage, avec une raison. 1 point : défauts des données et décisions prises, avec des nombres.
# 1 point : score à côté de sa référence, dit en clair. 1 point : oublis par commune avec effectifs, et prudence. 1 point : la fuite expliquée **et** une limite **et** qui décide.
