# %% [markdown]
# # Projet final : le tri des retours
#
# L'entreprise Lumival (inventée), à Baccarat, fabrique des lampes de sécurité. Chaque lampe qui revient est ouverte par Irène ou Youssef :
# plus d'une fois sur deux, elle fonctionne très bien. Peut-on trier avant d'ouvrir ?
#
# Vous allez mener l'essai de bout en bout : séparer dans le temps, fixer la référence, apprendre, choisir le seuil, rendre compte.
# **Trois séances de 30 minutes, plus un rapport.** Les données sont simulées ; le générateur est sous vos yeux.

# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def generer(nombre, graine):
    """Renvoie des retours simulés : date, âge (mois), heures d'usage, chocs, panne (vrai/faux)."""
    rng = np.random.default_rng(graine)
    age = rng.uniform(1, 48, nombre)
    heures = age * rng.uniform(2, 60, nombre)
    chocs = rng.poisson(0.6, nombre)
    logit = -2.2 + 0.0016 * heures + 0.9 * chocs - 0.01 * age
    jours = np.sort(rng.integers(0, 365, nombre))
    return pd.DataFrame(
        {
            "date": (pd.Timestamp("2026-01-01") + pd.to_timedelta(jours, unit="D")).strftime(
                "%Y-%m-%d"
            ),
            "age_mois": age.round(1),
            "heures": heures.round(0),
            "chocs": chocs,
            "panne": rng.random(nombre) < 1 / (1 + np.exp(-logit)),
        }
    )


retours = generer(900, graine=4)
retours.head()

# %%
colonnes = ["age_mois", "heures", "chocs"]
retours.groupby("panne")[colonnes].mean().round(1)

# %% [markdown]
# ## Question 1 : avant, après (12 minutes)
#
# Le modèle servira sur les retours **de demain**. On apprend donc sur le passé et on juge sur la suite.
# Écrivez `avant_apres`, qui reçoit un tableau avec une colonne `date` (textes « AAAA-MM-JJ ») et une date de coupure,
# et renvoie deux **nouveaux** tableaux : les lignes d'avant la coupure (strictement), et celles du jour de la coupure et d'après.
# Chacun est numéroté à partir de 0. Si l'un des deux est vide, levez une `ValueError`.


# %% solution="avant-apres"
def avant_apres(tableau, coupure):
    """Renvoie les lignes d'avant la coupure et les autres, numérotées de nouveau."""
    ### BEGIN SOLUTION
    passe = tableau["date"] < coupure
    avant = tableau[passe].reset_index(drop=True)
    apres = tableau[~passe].reset_index(drop=True)
    if len(avant) == 0 or len(apres) == 0:
        raise ValueError("la coupure laisse un côté vide")
    return avant, apres
    ### END SOLUTION


# %% points=2 tests="avant-apres"
petit = pd.DataFrame(
    {"date": ["2026-03-02", "2026-01-05", "2026-03-01", "2026-02-28"], "x": [1, 2, 3, 4]}
)
avant, apres = avant_apres(petit, "2026-03-01")
assert list(avant["x"]) == [2, 4], (
    f"avant le 2026-03-01 : lignes [2, 4] attendues, {list(avant['x'])!r} obtenues"
)
assert list(apres["x"]) == [1, 3], (
    f"le 2026-03-01 et après : lignes [1, 3] attendues, {list(apres['x'])!r} obtenues"
)
### BEGIN HIDDEN TESTS
assert list(avant.index) == [0, 1] and list(apres.index) == [0, 1], (
    f"tableaux numérotés à partir de 0 attendus, {list(avant.index)!r} et {list(apres.index)!r} obtenus"
)
assert list(petit["x"]) == [1, 2, 3, 4] and list(petit.index) == [0, 1, 2, 3], (
    "le tableau reçu doit rester intact"
)
avant, apres = avant_apres(petit, "2026-01-06")
assert (list(avant["x"]), list(apres["x"])) == ([2], [1, 3, 4]), (
    f"coupure au 2026-01-06 : ([2], [1, 3, 4]) attendu, {(list(avant['x']), list(apres['x']))!r} obtenu"
)
for coupure in ["2026-01-05", "2027-01-01"]:
    try:
        avant_apres(petit, coupure)
        obtenu = "aucune erreur"
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"coupure au {coupure} : ValueError attendue, {obtenu} obtenue"
### END HIDDEN TESTS

# %%
apprentissage, suite = (
    retours[retours["date"] < "2026-07-01"],
    retours[retours["date"] >= "2026-07-01"],
)
validation, essai = suite[suite["date"] < "2026-10-01"], suite[suite["date"] >= "2026-10-01"]
len(apprentissage), len(validation), len(essai)

# %% [markdown]
# ## Question 2 : la référence (6 minutes)
#
# Sans modèle, la meilleure probabilité à annoncer est la part de pannes **du passé**, la même pour tout le monde.
# Écrivez `reference`, qui reçoit les réponses d'apprentissage (vrai/faux) et le nombre de lignes à prédire,
# et renvoie un tableau NumPy de cette longueur, rempli de cette part.


# %% solution="reference"
def reference(y_apprentissage, nombre):
    """Renvoie un tableau constant : la part de vrai de l'apprentissage."""
    ### BEGIN SOLUTION
    return np.full(nombre, np.mean(y_apprentissage))
    ### END SOLUTION


# %% points=1 tests="reference"
obtenu = np.asarray(reference([True, False, False, False], 3), dtype=float)
assert obtenu.shape == (3,) and np.allclose(obtenu, 0.25), (
    f"une panne sur quatre : [0.25, 0.25, 0.25] attendu, {obtenu.tolist()!r} obtenu"
)
### BEGIN HIDDEN TESTS
for reponses, nombre, attendu in [
    ([True, True], 1, [1.0]),
    ([False] * 5 + [True] * 3, 4, [0.375] * 4),
    ([False, True], 0, []),
]:
    obtenu = np.asarray(reference(reponses, nombre), dtype=float)
    assert obtenu.shape == (nombre,) and np.allclose(obtenu, attendu), (
        f"réponses {reponses!r}, {nombre} lignes : {attendu!r} attendu, {obtenu.tolist()!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : apprendre et prédire (15 minutes)
#
# Écrivez `probabilites`, qui reçoit les variables et les réponses d'apprentissage puis les variables à prédire,
# et renvoie la **probabilité de panne** de chaque ligne à prédire (tableau NumPy, entre 0 et 1).
# Prenez une régression logistique sur variables centrées-réduites. La mise à l'échelle s'apprend sur l'apprentissage **seul** :
# la prédiction d'une lampe ne doit pas dépendre des autres lampes à prédire.


# %% solution="probabilites"
def probabilites(X_apprentissage, y_apprentissage, X_nouveau):
    """Renvoie la probabilité de panne de chaque ligne de X_nouveau."""
    ### BEGIN SOLUTION
    modele = make_pipeline(StandardScaler(), LogisticRegression())
    modele.fit(X_apprentissage, y_apprentissage)
    return modele.predict_proba(X_nouveau)[:, 1]
    ### END SOLUTION


# %% points=3 tests="probabilites"
p = np.asarray(
    probabilites(apprentissage[colonnes], apprentissage["panne"], validation[colonnes]), dtype=float
)
assert p.shape == (len(validation),), (
    f"une probabilité par ligne : forme {(len(validation),)!r} attendue, {p.shape!r} obtenue"
)
assert p.min() >= 0 and p.max() <= 1, (
    f"probabilités entre 0 et 1 attendues, de {p.min():.3f} à {p.max():.3f} obtenues"
)


### BEGIN HIDDEN TESTS
def perte(reel, proba):
    return float(
        np.mean(
            np.where(reel, -np.log(np.clip(proba, 1e-9, 1)), -np.log(np.clip(1 - proba, 1e-9, 1)))
        )
    )


for graine in (21, 22):
    lampes = generer(1200, graine)
    passe, futur = lampes.iloc[:800], lampes.iloc[800:]
    p = np.asarray(probabilites(passe[colonnes], passe["panne"], futur[colonnes]), dtype=float)
    constante = np.full(len(futur), passe["panne"].mean())
    gain = perte(futur["panne"], constante) - perte(futur["panne"], p)
    assert gain > 0.05, (
        f"perte logarithmique : au moins 0.05 de mieux que la référence attendu, {gain:.3f} obtenu"
    )
    seules = np.asarray(
        probabilites(passe[colonnes], passe["panne"], futur[colonnes].iloc[:3]), dtype=float
    )
    assert np.allclose(seules, p[:3], atol=1e-6), (
        "la prédiction d'une lampe ne doit pas dépendre des autres lampes à prédire : "
        f"{p[:3].round(4).tolist()!r} attendu, {seules.round(4).tolist()!r} obtenu quand elles sont seules"
    )
milliers = lampes[colonnes].assign(heures=lampes["heures"] * 1000)
p1 = np.asarray(
    probabilites(
        lampes[colonnes].iloc[:800], lampes["panne"].iloc[:800], lampes[colonnes].iloc[800:]
    ),
    dtype=float,
)
p2 = np.asarray(
    probabilites(milliers.iloc[:800], lampes["panne"].iloc[:800], milliers.iloc[800:]), dtype=float
)
assert np.allclose(p1, p2, atol=1e-3), (
    "changer l'unité des heures ne doit rien changer (variables centrées-réduites) : "
    f"écart nul attendu, écart de {np.abs(p1 - p2).max():.3f} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4 : le seuil retenu (15 minutes)
#
# Ouvrir une lampe saine coûte 9 €. Ne pas ouvrir une lampe en panne et la renvoyer telle quelle coûte 60 €. Ouvrir une lampe en panne coûte 9 € aussi,
# mais il fallait le faire.
# Écrivez `seuil_retenu`, qui reçoit les réponses de **validation**, leurs probabilités, la grille de prix (`vp`, `fp`, `fn`, `vn`) et les seuils à essayer,
# et renvoie un couple : le seuil le moins cher (à coût égal, le plus haut) et son coût. On ouvre quand la probabilité **atteint** le seuil.


# %% solution="seuil-retenu"
def seuil_retenu(reel, proba, prix, seuils):
    """Renvoie (seuil, coût) du seuil le moins cher sur la validation."""
    ### BEGIN SOLUTION
    reel, proba = np.asarray(reel, dtype=bool), np.asarray(proba, dtype=float)
    retenu = None
    for seuil in sorted(seuils, reverse=True):
        ouvre = proba >= seuil
        cout = (
            prix["vp"] * (ouvre & reel).sum()
            + prix["fp"] * (ouvre & ~reel).sum()
            + prix["fn"] * (~ouvre & reel).sum()
            + prix["vn"] * (~ouvre & ~reel).sum()
        )
        if retenu is None or cout < retenu[1]:
            retenu = (seuil, float(cout))
    return retenu
    ### END SOLUTION


# %% points=3 tests="seuil-retenu"
prix = {"vp": 9, "fp": 9, "fn": 60, "vn": 0}
obtenu = seuil_retenu([True, False, True, False], [0.8, 0.3, 0.2, 0.1], prix, [0.15, 0.25, 0.5])
assert tuple(obtenu) == (0.15, 27), (
    f"seuils 0.15, 0.25, 0.5 : (0.15, 27) attendu, {tuple(obtenu)!r} obtenu"
)
### BEGIN HIDDEN TESTS
for reel, proba, grille, seuils, attendu in [
    ([True, False], [0.5, 0.4], prix, [0.5, 0.45, 0.3], (0.5, 9)),
    ([True, False], [0.5, 0.4], prix, [0.42, 0.45], (0.45, 9)),
    (
        [False, False, True],
        [0.9, 0.8, 0.1],
        {"vp": 1, "fp": 10, "fn": 5, "vn": 2},
        [0.05, 0.85, 0.95],
        (0.95, 9),
    ),
    (
        [True, True, False],
        [0.6, 0.7, 0.65],
        {"vp": 2, "fp": 3, "fn": 50, "vn": 4},
        [0.65, 0.6, 0.7],
        (0.6, 7),
    ),
    ([False, True], [0.2, 0.9], {"vp": -5, "fp": 1, "fn": 0, "vn": 0}, [1.0, 0.1, 0.5], (0.5, -5)),
]:
    obtenu = seuil_retenu(reel, proba, grille, seuils)
    assert tuple(obtenu) == attendu, (
        f"réel {reel!r}, probabilités {proba!r}, prix {grille!r}, seuils {seuils!r} : {attendu!r} attendu, {tuple(obtenu)!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 5 : le compte rendu de l'essai (15 minutes)
#
# Le seuil est fixé ; on ne touche plus à rien. Écrivez `compte_rendu`, qui reçoit les réponses de l'**essai**, leurs probabilités, le seuil et la grille de prix,
# et renvoie un dictionnaire :
#
# - `"lampes"` et `"pannes"` : nombre de lignes, nombre de pannes ;
# - `"cout"` : coût avec le modèle au seuil donné ;
# - `"cout_sans"` : coût de la **moins chère** des deux stratégies sans modèle (tout ouvrir, ne rien ouvrir) ;
# - `"gain_pct"` : ce que le modèle économise, en pour cent du coût sans modèle (négatif s'il coûte plus), ou `None` si le coût sans modèle est nul.


# %% solution="compte-rendu"
def compte_rendu(reel, proba, seuil, prix):
    """Renvoie les cinq chiffres de l'essai."""
    ### BEGIN SOLUTION
    reel, ouvre = np.asarray(reel, dtype=bool), np.asarray(proba, dtype=float) >= seuil
    pannes, saines = int(reel.sum()), int((~reel).sum())
    cout = float(
        prix["vp"] * (ouvre & reel).sum()
        + prix["fp"] * (ouvre & ~reel).sum()
        + prix["fn"] * (~ouvre & reel).sum()
        + prix["vn"] * (~ouvre & ~reel).sum()
    )
    tout_ouvrir = prix["vp"] * pannes + prix["fp"] * saines
    rien_ouvrir = prix["fn"] * pannes + prix["vn"] * saines
    cout_sans = float(min(tout_ouvrir, rien_ouvrir))
    gain = None if cout_sans == 0 else (cout_sans - cout) / cout_sans * 100
    return {
        "lampes": len(reel),
        "pannes": pannes,
        "cout": cout,
        "cout_sans": cout_sans,
        "gain_pct": gain,
    }
    ### END SOLUTION


# %% points=3 tests="compte-rendu"
obtenu = compte_rendu(
    [True, False, False, True], [0.9, 0.6, 0.1, 0.2], 0.5, {"vp": 9, "fp": 9, "fn": 60, "vn": 0}
)
attendu = {"lampes": 4, "pannes": 2, "cout": 78.0, "cout_sans": 36.0}
for nom, valeur in attendu.items():
    assert obtenu[nom] == valeur, f"{nom} : {valeur!r} attendu, {obtenu[nom]!r} obtenu"
assert abs(obtenu["gain_pct"] + 116.66666667) < 1e-6, (
    f"gain_pct : environ -116.67 attendu, {obtenu['gain_pct']!r} obtenu"
)
### BEGIN HIDDEN TESTS
cas = [
    (
        ([True] + [False] * 9, [0.8] + [0.1] * 9, 0.5, {"vp": 9, "fp": 9, "fn": 60, "vn": 0}),
        (10, 1, 9.0, 60.0, 85.0),
    ),
    (
        ([False, False], [0.5, 0.4], 0.5, {"vp": 9, "fp": 9, "fn": 60, "vn": 0}),
        (2, 0, 9.0, 0.0, None),
    ),
    (
        ([True, True, False], [0.3, 0.7, 0.7], 0.7, {"vp": 1, "fp": 2, "fn": 10, "vn": 3}),
        (3, 2, 13.0, 4.0, -225.0),
    ),
    (
        ([True, False, False], [0.9, 0.2, 0.1], 0.15, {"vp": 5, "fp": 4, "fn": 8, "vn": 1}),
        (3, 1, 10.0, 10.0, 0.0),
    ),
]
for arguments, attendu in cas:
    resultat = compte_rendu(*arguments)
    obtenu = tuple(resultat[nom] for nom in ("lampes", "pannes", "cout", "cout_sans", "gain_pct"))
    proches = all(
        (a is None and o is None) or (a is not None and o is not None and abs(a - o) < 1e-9)
        for a, o in zip(attendu, obtenu)
    )
    assert proches, f"essai {arguments!r} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Le rapport (20 minutes)
#
# Exécutez vos fonctions sur les vraies parties : apprentissage, seuil choisi sur la validation (essayez de 0,02 à 0,60 par pas de 0,02),
# compte rendu sur l'essai d'octobre à décembre, avec les prix de la question 4.
# Rédigez ensuite une page pour la directrice de Lumival.

# %% [markdown] points=5 written="rapport"
# **Réponse attendue.** Une page lisible sans le code : la question, la manière de juger (passé, puis validation pour le seuil, puis essai jamais touché),
# les chiffres de l'essai avec leur nombre de lampes et de pannes, la comparaison à la meilleure stratégie sans modèle,
# une limite sérieuse (données simulées ici ; dans la vie : saison, nouveaux modèles de lampe, prix d'une panne renvoyée, une lampe de sécurité en panne
# n'est pas qu'un coût), une recommandation conditionnée et la mesure qui ferait changer d'avis.
#
# **Barème.** 1 point : la manière de juger est exacte et dite. 1 point : chiffres exacts, avec effectifs.
# 1 point : comparaison au bon concurrent. 1 point : une limite sérieuse, dont la sécurité des personnes. 1 point : recommandation conditionnée et mesure d'arrêt.
