# %% [markdown]
# # Exercice 2.2 : dessiner juste
#
# Comment un test peut-il vérifier un dessin ? En le regardant de près : hauteur des barres, étiquettes, début des axes.
# C'est ce que fait la fonction `lire_figure`, donnée ci-dessous : elle renvoie les nombres que votre figure **montre vraiment**.
# Une personne qui n'y voit pas lirait votre figure de la même façon.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd


def lire_figure(axe):
    """Renvoie ce que montre un diagramme en barres verticales."""
    return {
        "etiquettes": [etiquette.get_text() for etiquette in axe.get_xticklabels()],
        "hauteurs": [float(barre.get_height()) for barre in axe.patches],
        "bas": float(axe.get_ylim()[0]),
        "nom_axe": axe.get_ylabel(),
    }


# %% [markdown]
# ## Question 1 : ranger dans des classes (10 minutes)
#
# Un histogramme commence par un comptage. Les bornes `[0, 10, 20, 30]` définissent trois classes :
# de 0 à 10, de 10 à 20, de 20 à 30. Convention : une classe contient sa borne de gauche, mais pas sa borne de droite ;
# **sauf la dernière**, qui contient les deux. Une valeur en dehors des bornes, ou manquante, n'est comptée nulle part.
#
# Écrivez la fonction `compter_par_classe`, qui reçoit une colonne et une liste de bornes croissantes,
# et renvoie la **liste** des effectifs, classe par classe.
#
# Vous pouvez écrire des conditions et compter, ou chercher ce que fait `np.histogram(colonne, bins=bornes)`.


# %% solution="classes"
def compter_par_classe(colonne, bornes):
    """Renvoie la liste du nombre de valeurs de la colonne dans chaque classe."""
    ### BEGIN SOLUTION
    effectifs, _ = np.histogram(colonne, bins=bornes)
    return list(effectifs)
    ### END SOLUTION


# %% points=2 tests="classes"
obtenu = compter_par_classe(pd.Series([1, 5, 10, 12, 30]), [0, 10, 20, 30])
assert isinstance(obtenu, list), f"une liste attendue, {type(obtenu).__name__} obtenu"
obtenu = [int(effectif) for effectif in obtenu]
assert obtenu == [2, 2, 1], (
    "compter_par_classe([1, 5, 10, 12, 30], [0, 10, 20, 30]) : [2, 2, 1] attendu "
    f"(10 est dans la deuxième classe, 30 dans la dernière), {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
valeurs = pd.Series([-1.0, 0.0, 2.5, 4.9, 5.0, 5.0, 7.0, None, 8.0, 20.0, 20.1, 50.0])
obtenu = [int(effectif) for effectif in compter_par_classe(valeurs, [0, 5, 8, 20])]
assert obtenu == [3, 3, 2], (
    "valeurs [-1, 0, 2.5, 4.9, 5, 5, 7, manquant, 8, 20, 20.1, 50] et bornes [0, 5, 8, 20] : "
    f"[3, 3, 2] attendu, {obtenu!r} obtenu"
)
obtenu = [int(effectif) for effectif in compter_par_classe(valeurs, [-2, -1, 0, 1, 100])]
assert obtenu == [0, 1, 1, 9], (
    f"les mêmes valeurs et les bornes [-2, -1, 0, 1, 100] : [0, 1, 1, 9] attendu, {obtenu!r} obtenu"
)
obtenu = [int(effectif) for effectif in compter_par_classe(pd.Series([3.0, 4.0]), [0, 4])]
assert obtenu == [2], f"valeurs [3.0, 4.0] et bornes [0, 4] : [2] attendu, {obtenu!r} obtenu"
obtenu = [int(effectif) for effectif in compter_par_classe(pd.Series([], dtype=float), [0, 1, 2])]
assert obtenu == [0, 0], (
    f"colonne sans valeur et bornes [0, 1, 2] : [0, 0] attendu, {obtenu!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# Votre comptage, dessiné : l'âge des 442 personnes de l'étude sur le diabète, par tranches de dix ans.

# %%
from sklearn.datasets import load_diabetes

ages = load_diabetes(as_frame=True, scaled=False).frame["age"]
bornes = [10, 20, 30, 40, 50, 60, 70, 80]
figure, axe = plt.subplots(figsize=(6, 3.5))
axe.stairs(compter_par_classe(ages, bornes), bornes, fill=True)
axe.set_xlabel("âge (années)")
axe.set_ylabel("nombre de personnes")
plt.show()

# %% [markdown]
# **La figure en mots.** Les effectifs montent de 3 personnes entre 10 et 20 ans jusqu'à 125 entre 50 et 60 ans,
# puis redescendent : 90 entre 60 et 70 ans, 13 entre 70 et 80 ans.
#
# ## Question 2 : un diagramme en barres qui se lit (15 minutes)
#
# Complétez la fonction `dessiner_barres`. Elle reçoit une série (une étiquette et un nombre par barre)
# et le nom de l'axe vertical, par exemple `"interventions (nombre)"`. Elle doit dessiner, dans `axe` :
#
# - une barre verticale par étiquette, **de la plus haute à la plus basse** (l'ordre alphabétique n'apprend rien) ;
# - un axe vertical qui part de zéro ;
# - le nom de l'axe vertical.
#
# La première et la dernière ligne de la fonction sont données : ne les touchez pas.
# Boîte à outils : `serie.sort_values(ascending=False)`, `serie.index` pour les étiquettes,
# `axe.bar(etiquettes, hauteurs)`, `axe.set_ylabel(nom)`.


# %% solution="barres"
def dessiner_barres(serie, nom_axe):
    """Dessine la série en barres décroissantes et renvoie ce que montre la figure."""
    figure, axe = plt.subplots(figsize=(6, 3.5))
    ### BEGIN SOLUTION
    classee = serie.sort_values(ascending=False)
    axe.bar(classee.index, classee)
    axe.set_ylabel(nom_axe)
    ### END SOLUTION
    return lire_figure(axe)


# %% points=3 tests="barres"
interventions = pd.Series({"chutes": 41, "malaises": 67, "feux": 12})
montre = dessiner_barres(interventions, "interventions (nombre)")
assert montre["hauteurs"] == [67.0, 41.0, 12.0], (
    f"hauteurs des barres, de gauche à droite : [67.0, 41.0, 12.0] attendu, {montre['hauteurs']!r} obtenu"
)
assert montre["etiquettes"] == ["malaises", "chutes", "feux"], (
    f"étiquettes, de gauche à droite : ['malaises', 'chutes', 'feux'] attendu, {montre['etiquettes']!r} obtenu"
)
assert montre["bas"] == 0, f"bas de l'axe vertical : 0 attendu, {montre['bas']!r} obtenu"
assert montre["nom_axe"] == "interventions (nombre)", (
    f"nom de l'axe vertical : 'interventions (nombre)' attendu, {montre['nom_axe']!r} obtenu"
)
### BEGIN HIDDEN TESTS
especes = pd.Series(
    {"mésange": 88.0, "buse": 81.5, "milan": 90.25, "pic noir": 84.0, "cigogne": 89.0}
)
montre = dessiner_barres(especes, "nids occupés (%)")
assert montre["hauteurs"] == [90.25, 89.0, 88.0, 84.0, 81.5], (
    "cinq barres entre 81.5 et 90.25, de la plus haute à la plus basse : "
    f"[90.25, 89.0, 88.0, 84.0, 81.5] attendu, {montre['hauteurs']!r} obtenu"
)
assert montre["etiquettes"] == ["milan", "cigogne", "mésange", "pic noir", "buse"], (
    "chaque étiquette sous sa barre : ['milan', 'cigogne', 'mésange', 'pic noir', 'buse'] attendu, "
    f"{montre['etiquettes']!r} obtenu"
)
assert montre["bas"] == 0, (
    f"bas de l'axe vertical, même quand toutes les barres dépassent 80 : 0 attendu, {montre['bas']!r} obtenu"
)
assert montre["nom_axe"] == "nids occupés (%)", (
    f"nom de l'axe vertical : 'nids occupés (%)' attendu, {montre['nom_axe']!r} obtenu"
)
montre = dessiner_barres(pd.Series({"seule": 3}), "n")
assert montre["hauteurs"] == [3.0], (
    f"une seule barre, de hauteur 3 : [3.0] attendu, {montre['hauteurs']!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : de combien ce dessin exagère-t-il ? (10 minutes)
#
# Un diagramme montre deux barres, 82 et 84, sur un axe qui commence à 81.
# À l'œil, la grande barre est (84 − 81) / (82 − 81) = 3 fois plus haute que la petite.
# En vrai, elle ne vaut que 84 / 82 = 1,02 fois la petite.
# Le dessin exagère donc le rapport : 3 divisé par 1,02, soit environ 2,93.
#
# Écrivez la fonction `exageration`, qui reçoit la petite valeur, la grande et le début de l'axe,
# et renvoie le rapport **vu** divisé par le rapport **vrai**. Un dessin honnête donne 1.


# %% solution="exageration"
def exageration(petite, grande, debut):
    """Renvoie le rapport vu des deux barres divisé par leur rapport vrai."""
    ### BEGIN SOLUTION
    vu = (grande - debut) / (petite - debut)
    vrai = grande / petite
    return vu / vrai
    ### END SOLUTION


# %% points=2 tests="exageration"
obtenu = exageration(82, 84, 81)
assert isinstance(obtenu, (int, float)), (
    f"exageration(82, 84, 81) : un nombre attendu, {obtenu!r} obtenu"
)
assert abs(obtenu - 2.928571) < 1e-5, (
    f"exageration(82, 84, 81) : 2.92857 attendu, {obtenu!r} obtenu"
)
obtenu = exageration(50, 60, 0)
assert abs(obtenu - 1) < 1e-9, (
    f"exageration(50, 60, 0) : 1 attendu (l'axe part de zéro, rien n'est exagéré), {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for petite, grande, debut, attendu in [
    (10, 20, 5, 1.5),
    (40, 50, 20, 1.2),
    (2, 8, 1, 1.75),
    (100, 100, 30, 1.0),
    (10, 30, -10, 2 / 3),
]:
    obtenu = exageration(petite, grande, debut)
    assert abs(obtenu - attendu) < 1e-9, (
        f"exageration({petite}, {grande}, {debut}) : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : l'affiche (15 minutes)
#
# Une affiche (inventée) annonce : « **Prévention routière : deux fois moins d'accidents !** »
# Elle montre la figure suivante, avec pour seule légende « nombre d'accidents ».

# %%
figure, axe = plt.subplots(figsize=(5, 3.5))
axe.bar(["avant\n(année 2023)", "après\n(janvier à octobre 2024)"], [124, 112], color="tab:red")
axe.set_ylim(100, 125)
axe.set_yticks([])
plt.show()

# %% [markdown]
# **La figure en mots.** Deux barres rouges, sans graduation. La première, « avant (année 2023) », occupe presque toute la hauteur.
# La seconde, « après (janvier à octobre 2024) », s'arrête à la moitié. D'après le fichier joint, les barres valent 124 et 112, et l'axe commence à 100.
#
# En 6 à 12 lignes : relevez au moins trois façons dont cette affiche trompe, chiffres à l'appui quand c'est possible.
# Proposez un titre honnête. Dites quelle donnée vous demanderiez pour savoir si la prévention a servi à quelque chose.

# %% [markdown] points=3 written="affiche"
# **Réponse attendue.** L'axe part de 100, sans graduation : la barre de 112 paraît deux fois plus courte que celle de 124, alors que
# la baisse est de 12 accidents, soit un peu moins de 10 %. Les périodes n'ont pas la même durée : douze mois contre dix ;
# par mois, on passe de 10,3 à 11,2 accidents, donc une hausse. Le titre affirme un effet de la prévention sans rien comparer.
# Ce sont des effectifs : ni le trafic ni la gravité n'y figurent. Titre possible : « 112 accidents de janvier à octobre 2024, 124 sur toute l'année 2023 ».
# À demander : les mêmes mois de 2023, plusieurs années d'avant, le trafic, une route voisine sans prévention.
#
# **Barème.** 1 point : l'axe coupé ou sans graduation, avec un chiffre (10 % au lieu de la moitié).
# 1 point : les périodes inégales (un calcul par mois n'est pas exigé) ou l'absence de comparaison juste.
# 1 point : un titre honnête **et** une donnée à demander qui permettrait de trancher.
