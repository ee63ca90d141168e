# %% [markdown]
# # Exercice 4.2 : des probabilités qui disent vrai
#
# « 70 % de risque de gel », dit le modèle. Si vous notez tous les soirs où il l'a dit, il doit avoir gelé sept fois sur dix.
# Vous allez écrire de quoi le vérifier.

# %%
import numpy as np

# %% [markdown]
# ## Question 1 : Brier, et ce qu'il gagne (10 minutes)
#
# Le score de Brier est la moyenne des (annonce − vérité)². Seul, il ne dit rien : on le compare à celui de la personne qui annoncerait toujours
# la **fréquence de l'apprentissage**. Écrivez `gain_de_brier(annonces, verites, frequence)`, qui renvoie 1 − Brier(annonces) / Brier(frequence).
# Parfait : 1. Pas mieux que la fréquence : 0. Pire : négatif.


# %% solution="gain-de-brier"
def gain_de_brier(annonces, verites, frequence):
    """Renvoie 1 moins le rapport des scores de Brier du modèle et de la fréquence constante."""
    ### BEGIN SOLUTION
    modele = np.mean((annonces - verites) ** 2)
    constante = np.mean((frequence - verites) ** 2)
    return 1 - modele / constante
    ### END SOLUTION


# %% points=2 tests="gain-de-brier"
verites = np.array([1, 0, 0, 1])
obtenu = gain_de_brier(np.array([0.5, 0.5, 0.5, 0.5]), verites, 0.5)
assert obtenu is not None and abs(obtenu) < 1e-9, (
    f"annoncer la fréquence : 0 attendu, {obtenu} obtenu"
)
obtenu = gain_de_brier(np.array([1.0, 0.0, 0.5, 0.5]), verites, 0.5)
assert abs(obtenu - 0.5) < 1e-9, f"annonces 1, 0, 0.5, 0.5 : 0.5 attendu, {obtenu} obtenu"
### BEGIN HIDDEN TESTS
for annonces, verites, frequence, attendu in [
    ([0.2, 0.8, 0.4], [0, 1, 1], 0.25, 1 - (0.04 + 0.04 + 0.36) / (0.0625 + 0.5625 * 2)),
    ([1.0, 0.0], [0, 1], 0.5, -3.0),
    ([1.0, 0.0, 0.0], [1, 0, 0], 0.4, 1.0),
    ([0.1, 0.1, 0.9, 0.3], [0, 0, 0, 1], 0.2, 1 - 1.32 / 0.76),
]:
    obtenu = gain_de_brier(np.array(annonces), np.array(verites), frequence)
    assert abs(obtenu - attendu) < 1e-9, (
        f"annonces {annonces}, vérités {verites}, fréquence {frequence} : {attendu:.4f} attendu, {obtenu:.4f} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : la courbe de fiabilité (15 minutes)
#
# On coupe [0, 1] en `classes` intervalles égaux : [0, 1/c[, [1/c, 2/c[, … ; le dernier contient 1.
# Écrivez `fiabilite(annonces, verites, classes)`, qui renvoie une **liste** : pour chaque classe **non vide**, dans l'ordre,
# le triplet (annonce moyenne, fréquence observée, effectif).
#
# Boîte à outils : `(annonces * classes).astype(int)` donne le numéro de la classe, sauf pour l'annonce 1 : `np.minimum(numero, classes - 1)`.


# %% solution="fiabilite"
def fiabilite(annonces, verites, classes):
    """Renvoie la liste des (annonce moyenne, fréquence observée, effectif) des classes non vides."""
    ### BEGIN SOLUTION
    numeros = (annonces * classes).astype(int).clip(max=classes - 1)
    return [
        (annonces[numeros == k].mean(), verites[numeros == k].mean(), (numeros == k).sum())
        for k in np.unique(numeros)
    ]
    ### END SOLUTION


# %% points=3 tests="fiabilite"
annonces, verites = np.array([0.1, 0.3, 0.75, 1.0]), np.array([0, 1, 1, 1])
obtenu = fiabilite(annonces, verites, 2)
assert isinstance(obtenu, list), f"une liste attendue, {type(obtenu).__name__} obtenu"
obtenu = [tuple(round(float(v), 4) for v in triplet) for triplet in obtenu]
assert obtenu == [(0.2, 0.5, 2.0), (0.875, 1.0, 2.0)], (
    f"deux classes : [(0.2, 0.5, 2.0), (0.875, 1.0, 2.0)] attendu, {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
annonces = np.array([0.0, 0.25, 0.5, 0.49, 0.95, 1.0, 0.3, 0.26, 0.999])
verites = np.array([0, 1, 0, 1, 1, 0, 0, 0, 1])
for classes, attendu in [
    (4, [(0.0, 0.0, 1), (0.325, 0.5, 4), (0.5, 0.0, 1), (0.983, 0.6667, 3)]),
    (1, [(0.5277, 0.4444, 9)]),
    (
        10,
        [(0.0, 0, 1), (0.255, 0.5, 2), (0.3, 0, 1), (0.49, 1, 1), (0.5, 0, 1), (0.983, 0.6667, 3)],
    ),
]:
    obtenu = [
        tuple(round(float(v), 4) for v in triplet)
        for triplet in fiabilite(annonces, verites, classes)
    ]
    assert len(obtenu) == len(attendu), (
        f"neuf annonces, {classes} classes : {len(attendu)} classes non vides attendues, {len(obtenu)} obtenues"
    )
    assert np.allclose(obtenu, attendu, atol=2e-4), (
        f"neuf annonces, {classes} classes : {attendu} attendu, {obtenu} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : l'erreur de calibration (10 minutes)
#
# L'erreur de calibration résume la courbe en un nombre : la moyenne, **pondérée par les effectifs**, des écarts absolus entre annonce moyenne et fréquence observée.
# Écrivez `erreur_de_calibration(points)`, où `points` est une liste de triplets comme ceux de la question 2.


# %% solution="erreur-de-calibration"
def erreur_de_calibration(points):
    """Renvoie l'écart absolu moyen entre annonce et fréquence, pondéré par les effectifs."""
    ### BEGIN SOLUTION
    total = sum(effectif for _, _, effectif in points)
    return (
        sum(abs(annonce - frequence) * effectif for annonce, frequence, effectif in points) / total
    )
    ### END SOLUTION


# %% points=2 tests="erreur-de-calibration"
points = [(0.2, 0.5, 2), (0.875, 1.0, 2)]
obtenu = erreur_de_calibration(points)
assert obtenu is not None and abs(obtenu - 0.2125) < 1e-9, (
    f"points {points} : 0.2125 attendu, {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
for points, attendu in [
    ([(0.1, 0.1, 50), (0.9, 0.4, 10)], 5 / 60),
    ([(0.3, 0.8, 4)], 0.5),
    ([(0.25, 0.5, 1), (0.75, 0.25, 3), (0.5, 0.5, 4)], 0.21875),
    ([(0.0, 0.0, 7), (1.0, 1.0, 2)], 0.0),
]:
    obtenu = erreur_de_calibration(points)
    assert abs(obtenu - attendu) < 1e-9, (
        f"points {points} : {attendu:.5f} attendu, {obtenu:.5f} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : régler un dépistage (15 minutes)
#
# Un département (inventé) veut dépister par lettre une maladie qui touche 2 % des plus de 50 ans. Deux modèles, jugés sur 20 000 personnes mises de côté :
#
# | | modèle M | modèle P |
# |---|---|---|
# | aire sous la ROC | 0,91 | 0,89 |
# | score de Brier (fréquence seule : 0,0196) | 0,0215 | 0,0152 |
# | parmi les annonces entre 60 et 80 %, fréquence observée | 18 % | 66 % |
# | rappel à précision 20 % | 62 % | 58 % |
#
# L'examen de confirmation coûte 80 € et inquiète ; une maladie découverte tard coûte en moyenne 6000 € de soins et des mois de vie en bonne santé.
# La direction veut « le modèle à la meilleure ROC, au seuil 0,5 ».
#
# En 8 à 15 lignes : quel modèle conseillez-vous, à quel seuil et pourquoi, que peut-on corriger, et que doit-on dire aux personnes qui reçoivent la lettre ?

# %% [markdown] points=3 written="depistage"
# **Éléments attendus.** La ROC juge l'ordre ; l'écart 0,91 contre 0,89 est petit. Les probabilités de M sont fausses (annonce 70 %, il en arrive 18 % ;
# Brier pire que la fréquence seule) : inutilisables telles quelles pour un seuil fondé sur les coûts ou une lettre chiffrée. P dit vrai (66 %).
# On peut calibrer M sur des exemples à part, puis comparer de nouveau ; sinon P.
# Seuil : appeler dès que p × 6000 > (1 − p) × 80, soit p > 80/6080, environ 1,3 %, et non 0,5 ; à discuter avec la capacité d'examens, l'inquiétude, ce que l'argent ne compte pas.
# À précision 20 %, quatre lettres sur cinq sont de fausses alertes : le dire clairement, sans affoler ; rappel 58 à 62 % : quatre cas sur dix ne reçoivent pas de lettre, ne pas rassurer à tort.
# Vérifier par groupe (âge, sexe, territoire) et dans le temps.
#
# **Barème.** 1 point : ordre et calibration distingués, avec les chiffres, et un conseil (P, ou M calibré). 1 point : un seuil tiré des coûts, avec le calcul ou sa forme.
# 1 point : ce que vivent les personnes (fausses alertes, oublis) et une vérification par groupe, dans le temps ou de capacité.
