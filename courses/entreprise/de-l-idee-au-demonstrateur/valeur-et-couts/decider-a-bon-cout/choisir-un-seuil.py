# %% [markdown]
# # Exercice 1.2 : choisir un seuil
#
# La laiterie du Florival (inventée) reçoit chaque lot avec un **score de risque** entre 0 et 1.
# À partir de quel score faut-il faire analyser un lot ? **Séance de 30 minutes, plus une question rédigée.**

# %%
import numpy as np


def cout_au_seuil(reel, score, prix, seuil):
    """Renvoie le coût en euros si l'on analyse tout lot dont le score atteint le seuil."""
    reel, alerte = np.asarray(reel, dtype=bool), np.asarray(score, dtype=float) >= seuil
    issues = {
        "vp": alerte & reel,
        "fp": alerte & ~reel,
        "fn": ~alerte & reel,
        "vn": ~alerte & ~reel,
    }
    return float(sum(prix[nom] * lots.sum() for nom, lots in issues.items()))


reel = [True, False, True, False, False, False]
score = [0.9, 0.8, 0.4, 0.35, 0.2, 0.1]
prix = {"vp": 12, "fp": 12, "fn": 100, "vn": 0}
cout_au_seuil(reel, score, prix, 0.5)

# %% [markdown]
# ## Question 1 : le seuil le moins cher (10 minutes)
#
# Écrivez `meilleur_seuil`, qui reçoit les réponses réelles, les scores, la grille de prix et une liste de seuils à essayer,
# et renvoie le seuil **le moins cher**. À coût égal, prenez le seuil **le plus haut** : il dérange moins de monde.
# Les seuils ne sont pas forcément rangés. Servez-vous de `cout_au_seuil`.


# %% solution="meilleur-seuil"
def meilleur_seuil(reel, score, prix, seuils):
    """Renvoie le seuil de moindre coût ; à coût égal, le plus haut."""
    ### BEGIN SOLUTION
    return min(seuils, key=lambda seuil: (cout_au_seuil(reel, score, prix, seuil), -seuil))
    ### END SOLUTION


# %% points=3 tests="meilleur-seuil"
obtenu = meilleur_seuil(reel, score, prix, [0.15, 0.3, 0.38, 0.5, 0.85])
assert obtenu == 0.38, f"seuils 0.15, 0.3, 0.38, 0.5, 0.85 : 0.38 attendu (36 €), {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
cas = [
    ([0.85, 0.38, 0.15], {"vp": 12, "fp": 12, "fn": 20, "vn": 0}, 0.85),
    ([0.36, 0.4, 0.38, 0.37], prix, 0.4),
    ([0.7, 0.05, 0.3], {"vp": 0, "fp": 0, "fn": 0, "vn": 0}, 0.7),
    ([0.9, 0.95, 0.4, 0.05], {"vp": 1, "fp": 0, "fn": 2, "vn": 5}, 0.05),
    ([0.3, 0.36, 1.0], {"vp": 500, "fp": 3, "fn": 1, "vn": 0}, 1.0),
]
for seuils, grille, attendu in cas:
    obtenu = meilleur_seuil(reel, score, grille, seuils)
    assert obtenu == attendu, (
        f"seuils {seuils!r}, prix {grille!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : le seuil sans essayer (12 minutes)
#
# Quand le score est une vraie **probabilité** p (sur 100 lots à 0,3, trente sont mauvais), le seuil se calcule sur un coin de table.
#
# - Si l'on alerte, le lot coûte en moyenne $p \times vp + (1 - p) \times fp$.
# - Sinon, il coûte en moyenne $p \times fn + (1 - p) \times vn$.
#
# Le seuil est la probabilité qui rend les deux égaux. Écrivez `seuil_theorique`, qui reçoit la grille de prix et le renvoie.
# On suppose qu'une fausse alerte coûte plus que laisser tranquille (`fp > vn`) et que rater coûte plus que trouver (`fn > vp`) ;
# si ce n'est pas le cas, il n'y a pas de seuil : levez une `ValueError`.


# %% solution="seuil-theorique"
def seuil_theorique(prix):
    """Renvoie la probabilité à partir de laquelle alerter coûte moins que ne rien faire."""
    ### BEGIN SOLUTION
    surcout_alerte = prix["fp"] - prix["vn"]
    surcout_oubli = prix["fn"] - prix["vp"]
    if surcout_alerte <= 0 or surcout_oubli <= 0:
        raise ValueError("fp > vn et fn > vp attendus")
    return surcout_alerte / (surcout_alerte + surcout_oubli)
    ### END SOLUTION


# %% points=2 tests="seuil-theorique"
obtenu = seuil_theorique({"vp": 12, "fp": 12, "fn": 100, "vn": 0})
assert abs(obtenu - 0.12) < 1e-9, (
    f"prix vp 12, fp 12, fn 100, vn 0 : 0.12 attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for grille, attendu in [
    ({"vp": 0, "fp": 5, "fn": 5, "vn": 0}, 0.5),
    ({"vp": 26, "fp": 6, "fn": 150, "vn": 0}, 6 / 130),
    ({"vp": -10, "fp": 8, "fn": 30, "vn": 4}, 4 / 44),
    ({"vp": 7, "fp": 4, "fn": 8, "vn": 1}, 0.75),
]:
    obtenu = seuil_theorique(grille)
    assert abs(obtenu - attendu) < 1e-9, f"prix {grille!r} : {attendu!r} attendu, {obtenu!r} obtenu"
for grille in [
    {"vp": 0, "fp": 2, "fn": 9, "vn": 2},
    {"vp": 9, "fp": 5, "fn": 9, "vn": 0},
    {"vp": 0, "fp": 1, "fn": 9, "vn": 3},
    {"vp": 9, "fp": 5, "fn": 3, "vn": 0},
]:
    try:
        obtenu = seuil_theorique(grille)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"prix {grille!r} : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : la valeur d'une année (8 minutes)
#
# L'essai a porté sur quelques lots ; la direction raisonne à l'année.
# Écrivez `valeur_annuelle`, qui reçoit le coût de l'essai **sans** modèle, le coût du même essai **avec** modèle,
# le nombre de lots de l'essai, le nombre de lots d'une année et le coût annuel du modèle,
# et renvoie ce que le modèle rapporte en une année, en euros (négatif s'il coûte plus qu'il ne rapporte).


# %% solution="valeur-annuelle"
def valeur_annuelle(cout_sans, cout_avec, lots_essai, lots_annee, cout_modele):
    """Renvoie le gain net d'une année, en euros."""
    ### BEGIN SOLUTION
    return (cout_sans - cout_avec) / lots_essai * lots_annee - cout_modele
    ### END SOLUTION


# %% points=1 tests="valeur-annuelle"
obtenu = valeur_annuelle(72, 36, 6, 1000, 2500)
assert obtenu == 3500, (
    f"36 € gagnés sur 6 lots, 1000 lots par an, 2500 € de modèle : 3500 attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for arguments, attendu in [
    ((100, 80, 10, 50, 40), 60.0),
    ((50, 70, 4, 100, 10), -510.0),
    ((90, 90, 3, 7000, 1200), -1200.0),
    ((10, 4, 12, 6, 0), 3.0),
]:
    obtenu = valeur_annuelle(*arguments)
    assert abs(obtenu - attendu) < 1e-9, (
        f"valeur_annuelle{arguments} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : l'avis à la direction (10 minutes)
#
# L'essai de la laiterie a duré six semaines en mai et juin, sur 240 lots dont 9 mauvais.
# Le calcul donne un gain de 31 000 € par an au seuil 0,12. La directrice, madame Oury, demande : « On y va ? »
#
# En dix lignes au plus : votre recommandation, **deux raisons d'en douter** que le chiffre ne montre pas,
# et ce que vous proposez de mesurer avant d'engager l'année.

# %% [markdown] points=3 written="avis-a-la-direction"
# **Réponse attendue.** Recommander la poursuite sous condition, pas la généralisation.
# Doutes possibles : 9 mauvais lots seulement, un ou deux de plus changeraient le gain du simple au double ;
# mai-juin n'est pas l'année (chaleur, vêlages, autres fournisseurs) ; le prix d'un oubli est une estimation ;
# le seuil a été choisi sur les lots mêmes qui servent à annoncer le gain, qui est donc flatté.
# À mesurer : prolonger l'essai en silence sur une autre saison avec le seuil fixé d'avance,
# compter les oublis par une analyse systématique d'un échantillon de lots non alertés, refaire le calcul avec un prix d'oubli bas et haut.
#
# **Barème.** 1 point : une recommandation nette et conditionnée.
# 1 point : deux doutes distincts et exacts (petit nombre d'événements, saison, prix estimé, seuil choisi sur les mêmes données…).
# 1 point : une mesure concrète qui répond à l'un des doutes.
