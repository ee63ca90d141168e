# %% [markdown]
# # Découper sans fuir
#
# **Ce que vous allez apprendre.** À la fin de ce cahier, vous saurez :
#
# - dire ce qu'estime un score de test, et avec quelle incertitude ;
# - choisir un découpage selon la structure des données : au hasard, stratifié, par groupe, dans le temps ;
# - enfermer toute préparation dans une chaîne apprise sur l'apprentissage seul, colonnes de noms et trous compris.
#
# **Avant de commencer.** Python, NumPy et pandas à l'aise (le quiz de départ le vérifie), et l'idée de test mis de côté.
#
# **Durée.** Une heure et demie.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    RepeatedStratifiedKFold,
    TimeSeriesSplit,
    cross_val_score,
    train_test_split,
)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# %% [markdown]
# ## 1. Un exemple pas à pas : 569 prélèvements
#
# Des noyaux de cellules du sein, photographiés au microscope puis mesurés (université du Wisconsin, 1995 ; jeu livré avec scikit-learn).
# On veut dire si la tumeur est maligne (1) ou bénigne (0).
#
# ### Étape 1 : nommer la question et l'unité
#
# *Une ligne est quoi ?* Un prélèvement. La notice laisse penser qu'il y en a un par personne ; dans une vraie étude, on le vérifierait.
# *À quoi le modèle servira-t-il ?* À classer le prélèvement d'une **nouvelle** personne. Le test doit donc contenir d'autres personnes que l'apprentissage.

# %%
mesures, benigne = load_breast_cancer(return_X_y=True, as_frame=True)
maligne = 1 - benigne
print(mesures.shape, "part de tumeurs malignes :", round(maligne.mean(), 3))

# %% [markdown]
# ### Étape 2 : découper en gardant les proportions
#
# Un test tiré au hasard n'a pas toujours la proportion de malignes de l'ensemble, surtout s'il est petit.
# Tirons deux cents fois un test de 40 prélèvements, au hasard puis en **stratifiant** (même proportion imposée).

# %%
au_hasard, stratifie = [], []
for graine in range(200):
    _, _, _, test = train_test_split(mesures, maligne, test_size=40, random_state=graine)
    au_hasard.append(100 * test.mean())
    _, _, _, test = train_test_split(
        mesures, maligne, test_size=40, random_state=graine, stratify=maligne
    )
    stratifie.append(100 * test.mean())

figure, axe = plt.subplots(figsize=(7, 3.6))
axe.hist(au_hasard, bins=np.arange(15, 65, 2.5), label="au hasard")
axe.axvline(np.mean(stratifie), color="black", linestyle="--", label="stratifié (toujours pareil)")
axe.set_xlabel("part de tumeurs malignes dans le test (%)")
axe.set_ylabel("nombre de tirages")
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** Au hasard, la part de malignes dans le test va de 17,5 à 60 % selon le tirage, avec une bosse vers 37 %.
# En stratifiant, elle vaut 37,5 % à chaque fois (trait vertical).
#
# ### Étape 3 : fixer la référence

# %%
print(
    "réponse la plus fréquente :",
    round(cross_val_score(DummyClassifier(), mesures, maligne).mean(), 3),
)

# %% [markdown]
# ### Étape 4 : enfermer la préparation dans une chaîne
#
# La régression logistique (module 2) aime les variables à la même échelle. `make_pipeline` attache la mise à l'échelle au modèle :
# à chaque `fit`, moyenne et écart type sont calculés **sur ce qui est donné à apprendre**, jamais sur le test.

# %%
chaine = make_pipeline(StandardScaler(), LogisticRegression())

# %% [markdown]
# ### Étape 5 : mesurer plusieurs fois, et donner l'étalement
#
# La **validation croisée** à 5 plis coupe les données en cinq ; chaque cinquième sert une fois de test. On la répète cinq fois avec d'autres coupes.

# %%
plis = RepeatedStratifiedKFold(n_splits=5, n_repeats=5, random_state=0)
scores = cross_val_score(chaine, mesures, maligne, cv=plis)
print(f"exactitude : {scores.mean():.3f}, de {scores.min():.3f} à {scores.max():.3f} selon le pli")

# %% [markdown]
# 97,7 % en moyenne, de 93,9 à 100 % selon les 114 prélèvements du pli. On publie la moyenne **et** l'étalement.
#
# ### Étape 6 : se demander ce que le score ne dit pas
#
# Un seul hôpital, un seul appareil, des années 1990. Le score vaut pour des prélèvements *semblables*. Ailleurs, il faut remesurer.
#
# Les six étapes : **nommer la question et l'unité, découper, fixer la référence, enchaîner, mesurer plusieurs fois, dire les limites.**

# %% [markdown]
# ## 2. Quand les lignes se ressemblent : découper par groupe
#
# Quarante parcelles de vigne, douze relevés par parcelle (données simulées). Chaque parcelle a son sol, que les capteurs lisent,
# et sa tendance au mildiou, qui **n'a aucun rapport avec le sol**. Il n'y a donc rien à apprendre des capteurs.

# %%
hasard = np.random.default_rng(1)
parcelle = np.repeat(np.arange(40), 12)
sol = hasard.normal(size=(40, 4))
sensible = hasard.random(40) < 0.5
capteurs = pd.DataFrame(
    sol[parcelle] + hasard.normal(0, 0.3, (480, 4)), columns=["pH", "azote", "argile", "eau"]
)
mildiou = hasard.random(480) < np.where(sensible[parcelle], 0.85, 0.15)

foret = RandomForestClassifier(100, random_state=0)  # cent arbres qui votent : le module 3
melange = cross_val_score(foret, capteurs, mildiou, cv=KFold(5, shuffle=True, random_state=0))
par_parcelle = cross_val_score(foret, capteurs, mildiou, cv=GroupKFold(5), groups=parcelle)
print(f"lignes mélangées     : {melange.mean():.2f}")
print(f"par parcelle entière : {par_parcelle.mean():.2f}")

# %% [markdown]
# Lignes mélangées, le modèle **reconnaît** la parcelle à son sol et récite sa tendance. Par parcelle entière, il ne sait plus rien :
# c'est la vérité, pour qui veut prévoir dans une parcelle nouvelle.
#
# Règle : *si plusieurs lignes viennent de la même personne, parcelle, machine ou famille de molécules, le groupe entier va d'un seul côté.*
# Sauf si l'on prévoit vraiment pour les mêmes groupes plus tard ; alors c'est le temps qui sépare.

# %% [markdown]
# ## 3. Quand le temps passe : découper dans l'ordre
#
# Consommation de chauffage d'un village pendant deux ans (simulée) : elle suit la température, avec une dérive lente et une humeur qui dure plusieurs jours.

# %%
hasard = np.random.default_rng(3)
jour = np.arange(730)
temperature = 12 + 9 * np.sin(2 * np.pi * (jour - 100) / 365) + hasard.normal(0, 1.5, 730)
humeur = np.zeros(730)
for i in range(1, 730):
    humeur[i] = 0.95 * humeur[i - 1] + hasard.normal(0, 3)
consommation = 200 - 5 * temperature + humeur + 0.05 * jour
meteo = pd.DataFrame({"jour": jour, "temperature": temperature})

modele = RandomForestRegressor(100, random_state=0)
erreur = {}
for nom, decoupage in [
    ("jours mélangés", KFold(5, shuffle=True, random_state=0)),
    ("passé → avenir", TimeSeriesSplit(5)),
]:
    e = -cross_val_score(
        modele, meteo, consommation, cv=decoupage, scoring="neg_mean_absolute_error"
    )
    erreur[nom] = e.mean()
    print(f"{nom} : erreur moyenne {e.mean():.1f} kWh")

# %%
figure, axes = plt.subplots(2, 1, figsize=(7.5, 3.2), sharex=True)
for axe, (nom, decoupage) in zip(
    axes,
    [
        ("jours mélangés", KFold(5, shuffle=True, random_state=0)),
        ("passé → avenir", TimeSeriesSplit(5)),
    ],
):
    for numero, (app, test) in enumerate(decoupage.split(meteo)):
        axe.scatter(app, np.full(len(app), numero), s=2, color="tab:blue")
        axe.scatter(test, np.full(len(test), numero), s=2, color="tab:orange")
    axe.set_ylabel("pli")
    axe.set_title(nom, fontsize=10)
axes[1].set_xlabel("jour (bleu : apprentissage, orange : test)")
figure.tight_layout()
plt.show()

# %% [markdown]
# **La figure en mots.** En haut, cinq lignes (une par pli) où jours d'apprentissage et jours de test sont mêlés partout.
# En bas, pour chaque pli, un bloc d'apprentissage au début, puis le bloc de test juste après, de plus en plus tard : le modèle ne voit que le passé.
#
# Mélangés, on « prévoit » le mardi en connaissant le lundi et le mercredi. L'erreur paraît deux à trois fois plus petite qu'elle ne sera.

# %% [markdown]
# ## 4. Des colonnes de toutes sortes
#
# Une chaîne peut préparer chaque colonne à sa façon. Six cents coteaux (simulés) : le gel a-t-il abîmé la vigne ?
# Le cépage est un **nom**, sans ordre ; l'altitude est un nombre, avec des trous.

# %%
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

hasard = np.random.default_rng(6)
fragilite = {"auxerrois": 1.5, "gamay": -1.5, "pinot noir": 1.5, "riesling": -1.5}
coteaux = pd.DataFrame(
    {
        "cepage": hasard.choice(list(fragilite), 600),
        "altitude_m": hasard.normal(260, 40, 600).round(),
    }
)
chance = coteaux["cepage"].map(fragilite) - 0.03 * (coteaux["altitude_m"] - 260)
gel = hasard.random(600) < 1 / (1 + np.exp(-chance))
coteaux.loc[hasard.random(600) < 0.15, "altitude_m"] = np.nan
coteaux.head(4)

# %%
nombres = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
for nom, codage in [
    ("un numéro par cépage (0, 1, 2, 3)", OrdinalEncoder()),
    ("une colonne par cépage          ", OneHotEncoder(handle_unknown="ignore")),
]:
    preparation = make_column_transformer((codage, ["cepage"]), (nombres, ["altitude_m"]))
    mixte = make_pipeline(preparation, LogisticRegression())
    print(nom, ":", round(cross_val_score(mixte, coteaux, gel, cv=5).mean(), 2))

# %% [markdown]
# Numérotés, les cépages prennent un ordre qu'ils n'ont pas : le modèle linéaire cherche une pente « de l'auxerrois au riesling ».
# Avec une colonne de 0 et de 1 par cépage, il apprend quatre fragilités séparées : 81 % au lieu de 65 %.
#
# - La médiane qui bouche les trous, l'échelle et la liste des cépages sont apprises **dans chaque pli** : elles sont dans la chaîne.
# - `handle_unknown="ignore"` : un cépage jamais vu donne une ligne de zéros. Sans ce réglage, la chaîne s'arrête sur une erreur le jour où il arrive.
# - Un arbre (module 3) coupe où il veut : pour lui, les numéros coûtent moins cher.

# %% [markdown]
# ## 5. À compléter
#
# Reprenez les parcelles, dont un export a mélangé les lignes. Complétez `coupe` (le découpage) et `groupes` (ce qui dit le groupe de chaque ligne)
# pour juger **par parcelle entière** une chaîne : mise à l'échelle, puis cinq plus proches voisins.

# %%
ordre = np.random.default_rng(0).permutation(len(capteurs))
releves, taches, lieu = capteurs.iloc[ordre], mildiou[ordre], parcelle[ordre]
voisins = make_pipeline(StandardScaler(), KNeighborsClassifier(5))

coupe, groupes = ..., ...

if coupe is ... or groupes is ...:
    print("Pas encore de réponse : quel découpage, et quel vecteur dit la parcelle de chaque ligne ?")
else:
    essai = cross_val_score(voisins, releves, taches, cv=coupe, groups=groupes).mean()
    print(f"exactitude : {essai:.2f}")
    if essai < 0.6:
        print("Oui : autour de 0.5, pile ou face. Sur une parcelle nouvelle, le modèle ne sait rien.")
    else:
        print("Trop beau : des lignes d'une même parcelle sont des deux côtés. Un nombre de plis,")
        print("ou KFold, ne regarde pas les groupes ; et il faut prendre ceux des lignes mélangées.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# coupe, groupes = GroupKFold(5), lieu
# ```
# </details>
#
# ## 6. À écrire
#
# Écrivez `melange_des_groupes`, qui reçoit le vecteur des groupes et les positions de test, et renvoie le **nombre de groupes**
# qui ont des lignes des deux côtés. Un bon découpage par groupe donne 0.


# %%
def melange_des_groupes(groupes, test):
    """Renvoie le nombre de groupes présents à la fois dans le test et hors du test."""
    return ...


essai = melange_des_groupes(np.array(["a", "a", "b", "b", "c"]), np.array([1, 2, 3]))
if essai is ...:
    print("Pas encore de réponse : fabriquez l'ensemble des groupes du test, et celui des autres.")
else:
    print("Oui : seul « a » est des deux côtés." if essai == 1 else f"1 attendu, {essai!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def melange_des_groupes(groupes, test):
#     autres = np.delete(np.arange(len(groupes)), test)
#     return len(set(groupes[test]) & set(groupes[autres]))
# ```
# </details>
#
# ## À retenir
#
# - Le découpage imite l'usage : qui, quoi, quand sera nouveau ?
# - Classes rares : stratifier. Lignes parentes : par groupe. Avenir à prévoir : dans l'ordre du temps.
# - Toute préparation va dans la chaîne, colonne par colonne s'il le faut. Un nom ne se code pas par un numéro. Ce qui a vu le test ne peut plus être jugé par lui.
# - Un score se donne avec son étalement et sa référence.
#
# **Ensuite :** le devoir *Découper sans fuite*.
