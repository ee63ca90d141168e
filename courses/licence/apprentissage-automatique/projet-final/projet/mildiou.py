# %% [markdown]
# # Projet : prévoir le mildiou, et le dire honnêtement
#
# Le mildiou est un champignon qui attaque la vigne quand il fait doux et humide. Quarante-huit parcelles (inventées) ont été suivies un été :
# vingt-cinq relevés chacune, et la réponse à une question : des taches apparaissent-elles **dans les sept jours** ?
#
# Une coopérative veut recevoir chaque matin une probabilité, pour des parcelles qu'elle n'a **jamais** suivies, et décider où envoyer quelqu'un regarder.
#
# Comptez cinq heures en tout : trois questions de préparation, une prévision jugée sur des parcelles cachées, et un compte rendu lu par une personne.
# Ajoutez autant de cellules que vous voulez pour explorer.

# %%
import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

brut = pd.read_csv("data/parcelles.csv")
brut.head()

# %% [markdown]
# | colonne | unité | sens |
# |---|---|---|
# | `parcelle` | – | nom de la parcelle |
# | `jour` | jour de l'année | date du relevé |
# | `age_ans` | années | âge de la vigne |
# | `temperature_c` | °C | température du jour |
# | `humidite_pct` | % | humidité de l'air ; `-1` quand le capteur est en panne |
# | `pluie_mm` | mm | pluie du jour |
# | `mouillure_h` | heures | durée pendant laquelle les feuilles sont restées mouillées |
# | `traitement_sous_10_jours` | 0 ou 1 | un traitement a-t-il été fait dans les dix jours qui **suivent** le relevé ? |
# | `mildiou_sous_7_jours` | 0 ou 1 | à prévoir |
#
# ## Question 1 : préparer sans perdre de lignes (15 minutes)
#
# Écrivez `preparer(tableau)`, qui servira aux parcelles connues **comme aux nouvelles**. Elle renvoie un nouveau tableau où :
#
# - les pannes du capteur d'humidité sont des valeurs manquantes ;
# - la colonne que l'on ne connaîtra pas le matin de la prévision est retirée (elle peut être déjà absente) ;
# - rien d'autre ne change : ni les lignes, ni leur ordre, ni les autres colonnes.
#
# Le tableau reçu reste intact. Boîte à outils : `tableau.drop(columns=[...], errors="ignore")`, `colonne.mask(condition)`.

# %% solution="preparer"
def preparer(tableau):
    """Renvoie le tableau sans la colonne d'après, pannes d'humidité changées en valeurs manquantes."""
    ### BEGIN SOLUTION
    propre = tableau.drop(columns=["traitement_sous_10_jours"], errors="ignore")
    propre["humidite_pct"] = propre["humidite_pct"].mask(propre["humidite_pct"] == -1)
    return propre
    ### END SOLUTION


# %% points=2 tests="preparer"
obtenu = preparer(brut)
assert isinstance(obtenu, pd.DataFrame), f"un tableau attendu, {type(obtenu).__name__} obtenu"
assert len(obtenu) == len(brut), f"{len(brut)} lignes attendues, {len(obtenu)} obtenues"
pannes = int((brut["humidite_pct"] == -1).sum())
assert int(obtenu["humidite_pct"].isna().sum()) == pannes, (
    f"humidité : {pannes} valeurs manquantes attendues, {int(obtenu['humidite_pct'].isna().sum())} obtenues"
)
### BEGIN HIDDEN TESTS
petit = pd.DataFrame(
    {
        "parcelle": ["a", "a", "b", "b"],
        "humidite_pct": [60.0, -1.0, -1.0, 1.0],
        "temperature_c": [-1.0, 3.0, 2.0, -1.0],
        "pluie_mm": [0.0, -1.0, 5.0, np.nan],
        "traitement_sous_10_jours": [1, 0, 0, 1],
        "mildiou_sous_7_jours": [1, 0, 0, 0],
    },
    index=[9, 4, 4, 0],
)
avant = petit.copy()
attendu = ["parcelle", "humidite_pct", "temperature_c", "pluie_mm", "mildiou_sous_7_jours"]
obtenu = preparer(petit)
assert list(obtenu.columns) == attendu, f"colonnes {attendu} attendues, {list(obtenu.columns)} obtenues"
assert list(obtenu["humidite_pct"].fillna(0)) == [60.0, 0.0, 0.0, 1.0], (
    f"humidité [60, -1, -1, 1] : [60, manquant, manquant, 1] attendu, {list(obtenu['humidite_pct'])} obtenu"
)
assert list(obtenu["temperature_c"]) == [-1.0, 3.0, 2.0, -1.0], (
    f"une température de -1 °C est une vraie mesure : [-1, 3, 2, -1] attendu, {list(obtenu['temperature_c'])} obtenu"
)
assert list(obtenu["pluie_mm"].fillna(99)) == [0.0, -1.0, 5.0, 99.0], (
    f"les autres colonnes ne changent pas : [0, -1, 5, manquant] attendu, {list(obtenu['pluie_mm'])} obtenu"
)
assert list(obtenu["parcelle"]) == ["a", "a", "b", "b"], (
    f"mêmes lignes, même ordre : ['a', 'a', 'b', 'b'] attendu, {list(obtenu['parcelle'])} obtenu"
)
assert petit.equals(avant), (
    f"le tableau reçu doit rester intact : {list(avant.columns)} attendu, {list(petit.columns)} obtenu"
)
obtenu = preparer(petit.drop(columns="traitement_sous_10_jours"))
assert list(obtenu.columns) == attendu, (
    f"colonne d'après déjà absente : {attendu} attendu, {list(obtenu.columns)} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : des parcelles nouvelles au test (15 minutes)
#
# Certaines lignes ont été recopiées deux fois. Écrivez `decouper(tableau, nombre, graine)` :
#
# 1. elle retire les lignes répétées (entièrement identiques) ;
# 2. elle tire au hasard `nombre` **parcelles** ; toutes leurs lignes forment le test, les autres l'apprentissage.
#
# Renvoyez deux tableaux : apprentissage, test. Même graine, même découpage.

# %% solution="decouper"
def decouper(tableau, nombre, graine):
    """Renvoie (apprentissage, test), sans doublons, par parcelles entières."""
    ### BEGIN SOLUTION
    unique = tableau.drop_duplicates()
    noms = unique["parcelle"].unique()
    choisies = np.random.default_rng(graine).choice(noms, nombre, replace=False)
    au_test = unique["parcelle"].isin(choisies)
    return unique[~au_test], unique[au_test]
    ### END SOLUTION


# %% points=2 tests="decouper"
obtenu = decouper(brut, 12, 0)
assert isinstance(obtenu, tuple) and len(obtenu) == 2, f"deux tableaux attendus, {type(obtenu).__name__} obtenu"
app, test = obtenu
assert test["parcelle"].nunique() == 12, f"12 parcelles au test attendues, {test['parcelle'].nunique()} obtenues"
assert len(app) + len(test) == 1200, f"1200 lignes différentes en tout attendues, {len(app) + len(test)} obtenues"
### BEGIN HIDDEN TESTS
hasard = np.random.default_rng(5)
releves = pd.DataFrame({"parcelle": hasard.choice(list("abcdefgh"), 60), "x": hasard.integers(0, 6, 60), "y": 0})
differentes = releves.drop_duplicates()
choix = set()
for graine in range(8):
    app, test = decouper(releves, 3, graine)
    communes = set(app["parcelle"]) & set(test["parcelle"])
    assert not communes, f"aucune parcelle des deux côtés attendue, {sorted(communes)} obtenu"
    assert test["parcelle"].nunique() == 3, f"3 parcelles au test attendues, {test['parcelle'].nunique()} obtenues"
    ensemble = pd.concat([app, test]).sort_values(["parcelle", "x"])
    assert len(ensemble) == len(differentes), (
        f"{len(differentes)} lignes différentes en tout attendues, {len(ensemble)} obtenues"
    )
    assert ensemble[["parcelle", "x"]].values.tolist() == (
        differentes.sort_values(["parcelle", "x"])[["parcelle", "x"]].values.tolist()
    ), "les lignes différentes du tableau, toutes et une seule fois chacune, attendues ; d'autres obtenues"
    choix.add(tuple(sorted(test["parcelle"].unique())))
assert len(choix) >= 5, f"huit graines : au moins cinq choix de parcelles différents attendus, {len(choix)} obtenus"
assert decouper(releves, 3, 2)[1].equals(decouper(releves, 3, 2)[1]), (
    "la même graine doit redonner le même découpage : deux tests égaux attendus, deux tests différents obtenus"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : prévoir pour des parcelles jamais vues (1 à 2 heures)
#
# Écrivez `predire(nouvelles)`. Elle reçoit un tableau de nouvelles parcelles, **brut**, avec ses pannes et ses trous, sans `traitement_sous_10_jours` ni `mildiou_sous_7_jours`,
# et renvoie une **probabilité** de mildiou par ligne, dans le même ordre. Elle peut s'entraîner sur `brut`, qui est donné.
#
# Six points, sur 120 parcelles que personne ne vous montre, tirées comme les vôtres :
#
# - trois pour l'ordre : aire sous la ROC d'au moins 0,70, 0,74, 0,78 ;
# - trois pour des probabilités vraies : gain de Brier sur la fréquence d'au moins 0,05, 0,11, 0,15.
#
# Un modèle simple et bien fait suffit pour tout avoir. Estimez votre score avec votre découpage avant d'envoyer, et notez-le : il vous servira dans le compte rendu.

# %% solution="predire"
def predire(nouvelles):
    """Renvoie la probabilité de mildiou sous sept jours pour chaque ligne de nouvelles."""
    ### BEGIN SOLUTION
    mesures = ["age_ans", "temperature_c", "humidite_pct", "pluie_mm", "mouillure_h"]
    connues = preparer(brut)
    modele = make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression())
    modele.fit(connues[mesures], connues["mildiou_sous_7_jours"])
    return modele.predict_proba(preparer(nouvelles)[mesures])[:, 1]
    ### END SOLUTION


# %% points=6 tests="predire"
exemple = brut.drop(columns=["traitement_sous_10_jours", "mildiou_sous_7_jours"]).iloc[:50]
obtenu = predire(exemple)
assert np.shape(obtenu) == (50,), f"50 lignes : 50 probabilités attendues, forme {np.shape(obtenu)} obtenue"
assert np.min(obtenu) >= 0 and np.max(obtenu) <= 1, (
    f"des probabilités entre 0 et 1 attendues, de {np.min(obtenu)} à {np.max(obtenu)} obtenu"
)
### BEGIN HIDDEN TESTS
from sklearn.metrics import brier_score_loss, roc_auc_score


def parcelles_cachees(graine, nombre):
    """Tire de nouvelles parcelles par la même loi que celles du fichier."""
    hasard = np.random.default_rng(graine)
    lignes = []
    for numero in range(nombre):
        age, sensibilite = int(hasard.integers(5, 50)), hasard.normal(0, 0.4)
        for jour in sorted(hasard.choice(np.arange(90, 240), 25, replace=False)):
            temperature = 9 + 13 * np.sin(np.pi * (jour - 90) / 150) + hasard.normal(0, 3)
            pluie = hasard.gamma(0.6, 6)
            humidite = np.clip(55 + 1.6 * pluie + hasard.normal(0, 9), 25, 100)
            mouillure = np.clip(0.25 * (humidite - 50) + 0.3 * pluie + hasard.normal(0, 2), 0, 24)
            logit = -3.1 + 0.28 * mouillure - 0.035 * (temperature - 19) ** 2 + 0.012 * (age - 25) + sensibilite
            mildiou = int(hasard.random() < 1 / (1 + np.exp(-logit)))
            humidite = -1 if hasard.random() < 0.06 else humidite
            mouillure = np.nan if hasard.random() < 0.04 else mouillure
            lignes.append([f"N{numero}", jour, age, temperature, humidite, pluie, mouillure, mildiou])
    noms = ["parcelle", "jour", "age_ans", "temperature_c", "humidite_pct", "pluie_mm", "mouillure_h", "verite"]
    return pd.DataFrame(lignes, columns=noms).round(1)


cachees = parcelles_cachees(8, 120)
verites, nouvelles = cachees["verite"].to_numpy(), cachees.drop(columns="verite")
annonces = np.asarray(predire(nouvelles), dtype=float)
assert annonces.shape == (3000,), f"3000 probabilités attendues, forme {annonces.shape} obtenue"
assert np.all((annonces >= 0) & (annonces <= 1)), (
    f"des probabilités entre 0 et 1 attendues, de {annonces.min()} à {annonces.max()} obtenu"
)
panne, trou = nouvelles.iloc[:40].copy(), nouvelles.iloc[:40].copy()
panne["humidite_pct"], trou["humidite_pct"] = -1.0, np.nan
ecart = float(np.max(np.abs(np.asarray(predire(panne)) - np.asarray(predire(trou)))))
assert ecart < 1e-9, (
    f"une panne (-1) doit compter comme une humidité inconnue : écart 0 attendu, {ecart:.4f} obtenu"
)
aire = roc_auc_score(verites, annonces)
gain = 1 - brier_score_loss(verites, annonces) / np.mean((verites - 118 / 1200) ** 2)
int(sum(aire >= a for a in (0.70, 0.74, 0.78)) + sum(gain >= g for g in (0.05, 0.11, 0.15)))
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : l'incertitude, par parcelles (15 minutes)
#
# Un score sur douze parcelles bouge beaucoup. Pour dire de combien, on rééchantillonne **des parcelles**.
# Écrivez `intervalle(erreurs, parcelles, tirages, graine)` : `erreurs` a un nombre par ligne (par exemple le carré de l'écart entre annonce et vérité), `parcelles` le nom de sa parcelle.
#
# 1. On crée un générateur `np.random.default_rng(graine)` et la liste rangée des noms différents (`np.unique`).
# 2. `tirages` fois : `generateur.choice(noms, len(noms))` tire des parcelles avec remise ; on met bout à bout toutes les erreurs des parcelles tirées
#    (une parcelle tirée deux fois compte deux fois) et l'on prend leur moyenne.
# 3. On renvoie les quantiles 0,05 et 0,95 de ces moyennes (`np.quantile`).

# %% solution="intervalle"
def intervalle(erreurs, parcelles, tirages, graine):
    """Renvoie les quantiles 5 % et 95 % de l'erreur moyenne quand on retire des parcelles au sort."""
    ### BEGIN SOLUTION
    generateur = np.random.default_rng(graine)
    noms = np.unique(parcelles)
    moyennes = []
    for _ in range(tirages):
        tirees = generateur.choice(noms, len(noms))
        moyennes.append(np.mean(np.concatenate([erreurs[parcelles == nom] for nom in tirees])))
    return np.quantile(moyennes, 0.05), np.quantile(moyennes, 0.95)
    ### END SOLUTION


# %% points=3 tests="intervalle"
obtenu = intervalle(np.array([1.0, 1.0, 3.0]), np.array(["a", "a", "b"]), 200, 0)
assert isinstance(obtenu, tuple) and len(obtenu) == 2, f"deux nombres attendus, {obtenu} obtenu"
assert np.allclose(obtenu, [1.0, 3.0]), (
    f"parcelle a (1, 1), parcelle b (3), 200 tirages : (1.0, 3.0) attendu, {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
for graine, tirages in [(1, 100), (2, 61)]:
    hasard = np.random.default_rng(40 + graine)
    parcelles = hasard.choice([f"p{i}" for i in range(9)], 70, p=np.arange(1, 10) / 45)
    erreurs = hasard.exponential(size=70) + np.array([int(nom[1]) for nom in parcelles])
    generateur, noms = np.random.default_rng(graine), np.unique(parcelles)
    moyennes = [
        np.mean(np.concatenate([erreurs[parcelles == nom] for nom in generateur.choice(noms, len(noms))]))
        for _ in range(tirages)
    ]
    attendu = np.quantile(moyennes, [0.05, 0.95])
    obtenu = intervalle(erreurs, parcelles, tirages, graine)
    assert np.allclose(obtenu, attendu), (
        f"neuf parcelles simulées de tailles inégales, {tirages} tirages : {np.round(attendu, 4)} attendu, "
        f"{np.round(obtenu, 4)} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown] points=10 task="compte-rendu"
# ## Question 5 : le compte rendu (1 à 2 heures)
#
# Écrivez, dans des cellules de texte et de code ajoutées **sous celle-ci**, un compte rendu d'une à deux pages pour la direction de la coopérative,
# en suivant le plan de la leçon *Rédiger un compte rendu honnête* :
#
# 1. la question et l'usage ; 2. les données, leurs défauts et vos décisions ; 3. le protocole ; 4. le résultat, avec sa référence, son intervalle et **une** figure dite en mots ;
# 5. ce que le modèle ne sait pas faire ; 6. la recommandation, avec un seuil tiré des coûts (une visite inutile : 30 € ; une attaque manquée : 900 €).
#
# ### BEGIN MARK SCHEME
# **Question et usage (1).** Prévoir à sept jours, pour des parcelles nouvelles, afin de choisir où envoyer quelqu'un ; le modèle ne traite pas et ne décide pas.
#
# **Données et décisions (2).** 1 point : doublons, pannes à −1, trous, chacun avec la décision prise. 1 point : colonne d'après (traitement) repérée et expliquée ;
# données d'un seul été, parcelles choisies on ne sait comment (ici : inventées).
#
# **Protocole (2).** 1 point : découpage par parcelle entière, relié à l'usage ; préparation dans la chaîne ; candidats comparés par validation croisée groupée.
# 1 point : test touché une fois, référence (fréquence) donnée.
#
# **Résultat (2).** 1 point : aire et gain de Brier (ou équivalents) avec intervalle par parcelles, comparés à la référence et à un modèle très simple.
# 1 point : une figure utile (fiabilité, coût selon le seuil, précision-rappel), axes nommés, dite en mots.
#
# **Limites (1).** Au moins deux, précises : autre année, autre région, cépages, capteurs, sensibilité de parcelle non mesurée, cause et association.
#
# **Recommandation (2).** 1 point : seuil tiré des coûts (p > 30/930, environ 3 %) et nombre de visites qu'il entraîne, discuté avec les moyens.
# 1 point : ce que l'on vérifie après la mise en service (calibration, oublis), qui décide, et un essai avant généralisation.
# ### END MARK SCHEME
