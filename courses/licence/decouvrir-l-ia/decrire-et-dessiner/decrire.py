# %% [markdown]
# # Décrire et dessiner honnêtement
#
# **Ce que vous allez apprendre.** À la fin de ce cahier, vous saurez :
#
# - choisir entre moyenne et médiane, et toujours donner une dispersion avec un centre ;
# - comparer des groupes par des taux, et non par des effectifs ;
# - faire une figure dont les axes ne mentent pas, et la dire en mots ;
# - flairer un total qui contredit toutes ses parties.
#
# **Avant de commencer.** Le module *Premières données* : tableaux, colonnes, conditions.
#
# **Durée.** Une heure et quart environ, avec une coupure au milieu.
#
# La première cellule charge les outils du cahier : `plt` pour dessiner, `pd` pour les tableaux, et des données. Exécutez-la, puis n'y pensez plus.

# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.datasets import load_diabetes

# %% [markdown]
# ## 1. Un exemple pas à pas : 442 personnes diabétiques
#
# Ces données réelles viennent d'une étude médicale publiée en 2004 ; elles sont livrées avec scikit-learn.
# On y suit 442 personnes diabétiques pendant un an. Nous gardons quatre colonnes.

# %%
tout = load_diabetes(as_frame=True, scaled=False).frame
personnes = pd.DataFrame(
    {
        "age": tout["age"],
        "imc": tout["bmi"],
        "tension": tout["bp"],
        "progression": tout["target"],
    }
)
personnes.head()

# %% [markdown]
# - `age` : en années ;
# - `imc` : indice de masse corporelle, la masse divisée par le carré de la taille, en kg/m² ;
# - `tension` : pression artérielle moyenne (la notice ne donne pas l'unité, sans doute le millimètre de mercure) ;
# - `progression` : avancée de la maladie en un an ; une note sans unité, plus elle est haute, plus la maladie a progressé.
#
# Question du jour : **la maladie avance-t-elle autant chez tout le monde ?** Cinq étapes.
#
# ### Étape 1 : regarder la forme
#
# Un **histogramme** range les valeurs dans des classes et dessine, pour chaque classe, combien il y en a.

# %%
figure, axe = plt.subplots(figsize=(7, 4))
axe.hist(personnes["progression"], bins=range(0, 351, 25), edgecolor="white")
axe.axvline(personnes["progression"].mean(), color="black", label="moyenne")
axe.axvline(personnes["progression"].median(), color="black", linestyle="--", label="médiane")
axe.set_xlabel("progression de la maladie (note sans unité)")
axe.set_ylabel("nombre de personnes")
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** Les barres montent vite jusqu'à 65 personnes entre 50 et 75, puis descendent lentement,
# par paliers, jusqu'à 4 personnes entre 325 et 350. La forme est penchée : une bosse à gauche, une longue pente à droite.
# La médiane (trait coupé, vers 140) est à gauche de la moyenne (trait plein, vers 152).
#
# ### Étape 2 : choisir un centre
#
# - La **moyenne** : on met tout en commun et on partage également. Elle suit les valeurs extrêmes.
# - La **médiane** : on range tout le monde en file, et on prend la personne du milieu. Elle s'en moque.

# %%
print("moyenne :", round(personnes["progression"].mean(), 1))
print("médiane :", personnes["progression"].median())

# %% [markdown]
# Quand la forme penche, les deux diffèrent. Aucune n'est fausse ; elles répondent à deux questions :
# « combien en tout ? » (un budget, une récolte : la moyenne) ou « comment va la personne du milieu ? » (un salaire, une note : la médiane).
#
# Un exemple à retenir, inventé : dans un atelier de cinq personnes, les salaires sont 1700, 1800, 1900, 2000 et 2100 euros.
# La patronne du groupe, à 30 000 euros, vient s'asseoir à la table.

# %%
atelier = pd.Series([1700, 1800, 1900, 2000, 2100])
avec_la_patronne = pd.Series([1700, 1800, 1900, 2000, 2100, 30000])
print("moyenne :", atelier.mean(), "puis", round(avec_la_patronne.mean()))
print("médiane :", atelier.median(), "puis", avec_la_patronne.median())

# %% [markdown]
# La moyenne passe de 1900 à 6583 euros, et personne n'a été augmenté.
#
# ### Étape 3 : dire la dispersion
#
# Un centre seul ne dit pas grand-chose : on peut se noyer dans un lac dont la profondeur moyenne est de 40 centimètres.
# Trois façons de dire l'étalement :
#
# - l'**étendue** : le maximum moins le minimum ; simple, mais une seule valeur bizarre suffit à la fausser ;
# - l'**écart interquartile** : la largeur de la moitié centrale, du premier quartile (un quart des valeurs est en dessous)
#   au troisième (trois quarts sont en dessous) ;
# - l'**écart type** : en gros, l'écart habituel à la moyenne.

# %%
progression = personnes["progression"]
q1, q3 = progression.quantile(0.25), progression.quantile(0.75)
print("étendue              :", progression.max() - progression.min())
print("écart interquartile  :", q3 - q1, f"(de {q1} à {q3})")
print("écart type           :", round(progression.std(), 1))

# %% [markdown]
# La moitié centrale des personnes va de 87 à 211,5 : c'est très étalé.
# Une moyenne de 152, seule, laisserait croire que tout le monde se ressemble.
#
# ### Étape 4 : comparer des groupes
#
# On range les personnes en trois groupes selon leur IMC, puis on résume chaque groupe.
# `groupby` fait des paquets ; ce qui suit est calculé paquet par paquet.

# %%
personnes["groupe"] = pd.cut(
    personnes["imc"],
    bins=[0, 25, 30, 100],
    right=False,
    labels=["moins de 25", "25 à 30", "30 et plus"],
)
personnes.groupby("groupe", observed=True)["progression"].agg(["size", "median", "mean"]).round(1)

# %% [markdown]
# Les titres du tableau sont ceux de pandas : `size` est l'effectif, `median` la médiane, `mean` la moyenne.
# La médiane passe de 95 à 168, puis à 230. L'effectif est affiché à côté : un résumé sur 99 personnes
# n'a pas le poids d'un résumé sur 188, et un résumé sur trois personnes ne vaudrait rien.
#
# ### Étape 5 : dessiner, puis dire en mots
#
# La **boîte à moustaches** montre cinq nombres d'un coup : la boîte va du premier au troisième quartile,
# le trait au milieu est la médiane, les moustaches vont jusqu'aux valeurs extrêmes « raisonnables »,
# et les points au-delà sont montrés un par un.

# %%
noms = ["moins de 25", "25 à 30", "30 et plus"]
paquets = [personnes.loc[personnes["groupe"] == nom, "progression"] for nom in noms]
figure, axe = plt.subplots(figsize=(7, 4))
axe.boxplot(paquets, tick_labels=[f"{nom}\n({len(p)} personnes)" for nom, p in zip(noms, paquets)])
axe.set_xlabel("indice de masse corporelle (kg/m²)")
axe.set_ylabel("progression (note sans unité)")
axe.set_ylim(bottom=0)
plt.show()

# %% [markdown]
# **La figure en mots.** Trois boîtes, de gauche à droite de plus en plus hautes.
# Pour un IMC de moins de 25 (188 personnes), la boîte va de 71 à 143, médiane 95.
# De 25 à 30 (155 personnes), de 108 à 224, médiane 168. À partir de 30 (99 personnes), de 149 à 273, médiane 230.
# Les moustaches se recouvrent largement : on trouve dans chaque groupe des personnes qui vont bien et d'autres qui vont mal.
#
# **Ce que l'on peut écrire** : « dans cette étude, la maladie a davantage progressé chez les personnes d'IMC élevé ».
# **Ce que l'on ne peut pas écrire** : « un IMC élevé *fait* progresser la maladie ». Un autre facteur peut pousser les deux.
#
# Au fait : le tableau d'origine contient aussi une colonne `sex`, qui vaut 1 ou 2. La notice ne dit pas qui est qui.
# Alors on ne s'en sert pas. Deviner serait inventer.
#
# Les cinq étapes : **regarder la forme, choisir un centre, dire la dispersion, comparer des groupes avec leur effectif, dessiner et dire en mots.**
#
# ---
# *Bon endroit pour une pause.*

# %% [markdown]
# ## 2. Trois façons de mentir sans dire de mensonge
#
# ### Couper l'axe
#
# Une mairie interroge ses habitants : 82 % étaient satisfaits l'an dernier, 84 % cette année (chiffres inventés).
# Voici deux dessins des mêmes nombres.

# %%
figure, (gauche, droite) = plt.subplots(1, 2, figsize=(8, 3.8))
for axe in (gauche, droite):
    axe.bar(["2024", "2025"], [82, 84], color="tab:green")
    axe.set_ylabel("personnes satisfaites (%)")
gauche.set_ylim(81, 84.5)
gauche.set_title("« La satisfaction bondit ! »")
droite.set_ylim(0, 100)
droite.set_title("Satisfaction : 82 % puis 84 %")
figure.tight_layout()
plt.show()

# %% [markdown]
# **La figure en mots.** À gauche, l'axe vertical commence à 81 : la barre de 2025 est trois fois plus haute que celle de 2024.
# À droite, l'axe va de 0 à 100 : les deux barres ont presque la même hauteur.
#
# L'œil compare des **longueurs**. Une barre dont on a coupé le pied n'a plus la bonne longueur.
# Règle : *l'axe d'un diagramme en barres part de zéro*. (Pour des points ou une courbe, on peut zoomer, en le disant.)
#
# ### Compter au lieu de rapporter
#
# Quatre villages inventés, et le nombre de consultations pour allergie au printemps.

# %%
villages = pd.DataFrame(
    {
        "village": ["Neuve-Fontaine", "Haut-du-Ban", "Val-Serein", "Grange-aux-Loups"],
        "habitants": [4200, 2500, 900, 400],
        "consultations": [84, 45, 36, 18],
    }
)
villages["pour_1000"] = villages["consultations"] / villages["habitants"] * 1000
villages

# %%
figure, (gauche, droite) = plt.subplots(1, 2, figsize=(9, 3.8))
gauche.barh(villages["village"], villages["consultations"])
gauche.set_xlabel("consultations (effectif)")
droite.barh(villages["village"], villages["pour_1000"])
droite.set_xlabel("consultations pour 1000 habitants")
droite.set_yticklabels([])
figure.tight_layout()
plt.show()

# %% [markdown]
# **La figure en mots.** À gauche, les effectifs : Neuve-Fontaine est loin devant avec 84 consultations, Grange-aux-Loups ferme la marche avec 18.
# À droite, pour 1000 habitants, l'ordre se retourne : 20 à Neuve-Fontaine, 18 à Haut-du-Ban, 40 à Val-Serein, 45 à Grange-aux-Loups.
#
# La figure de gauche est surtout une carte de la population. Règle : *pour comparer des groupes de tailles différentes, un taux*.
#
# ### Additionner ce qui ne se ressemble pas
#
# Deux hôpitaux inventés, 500 opérations chacun. Où est-on le mieux soigné ?

# %%
operations = pd.DataFrame(
    {
        "hopital": ["la Plaine", "la Plaine", "le Col", "le Col"],
        "cas": ["légers", "graves", "légers", "graves"],
        "operations": [100, 400, 400, 100],
        "reussites": [95, 280, 360, 60],
    }
)
operations["taux"] = operations["reussites"] / operations["operations"] * 100
operations

# %%
totaux = operations.groupby("hopital")[["operations", "reussites"]].sum()
totaux["taux"] = totaux["reussites"] / totaux["operations"] * 100
totaux

# %% [markdown]
# Au total, le Col gagne : 84 % contre 75 %. Mais la Plaine fait mieux pour les cas légers (95 % contre 90 %)
# **et** pour les cas graves (70 % contre 60 %). Ce n'est pas une erreur de calcul.
# La Plaine reçoit quatre cas graves sur cinq : son total est plombé par la difficulté, pas par la qualité.
# On appelle cela le paradoxe de Simpson. Règle : *avant de comparer deux totaux, regarder de quoi ils sont faits*.

# %% [markdown]
# ## 3. À compléter
#
# **Un taux par groupe.** Quelle part des personnes a une progression strictement supérieure à 200, dans chaque groupe d'IMC, en pourcentage ?
# La première ligne fabrique une colonne de vrai et de faux. Complétez la seconde :
# regroupez par `groupe`, prenez la colonne `forte`, faites sa moyenne, multipliez par 100.

# %%
personnes["forte"] = personnes["progression"] > 200
parts = ...

if parts is ...:
    print("Pas encore de réponse : revoyez l'étape 4, avec .mean() à la place de .agg([...]).")
elif not isinstance(parts, pd.Series) or len(parts) != 3:
    print("Trois parts attendues, une par groupe : groupby, puis une seule colonne, puis .mean().")
elif abs(parts.iloc[0] - 6.4) < 0.1 and abs(parts.iloc[-1] - 57.6) < 0.1:
    print("Oui :")
    print(parts.round(1))
else:
    print("Environ 6.4 attendu pour le premier groupe et 57.6 pour le dernier, obtenu :")
    print(parts.round(3))
    print("Entre 0 et 1, c'est une part ; un pourcentage va de 0 à 100.")

# %% [markdown]
# **Une figure honnête.** Voici le début d'un diagramme en barres de ces parts. Il lui manque deux choses :
# le nom de l'axe vertical, avec son unité, et un axe qui aille de 0 à 100. Ajoutez deux lignes
# (modèle : la cellule des mairies), puis exécutez. Le verdict lit les axes de votre figure.

# %%
figure, axe = plt.subplots(figsize=(6, 3.5))
axe.bar(["moins de 25", "25 à 30", "30 et plus"], [6.4, 33.5, 57.6])
axe.set_xlabel("indice de masse corporelle (kg/m²)")
# vos deux lignes ici

if axe.get_ylabel() == "":
    print("Il manque encore le nom de l'axe vertical : axe.set_ylabel(...)")
elif axe.get_ylim() != (0, 100):
    bas, haut = axe.get_ylim()
    print(f"Axe vertical de 0 à 100 attendu, de {bas:g} à {haut:g} obtenu : axe.set_ylim(..., ...)")
else:
    print("Oui. Dites maintenant cette figure en une phrase, à voix haute.")
plt.show()

# %% [markdown]
# **La figure en mots.** Trois barres qui montent : 6,4 % de fortes progressions sous un IMC de 25, 33,5 % de 25 à 30, 57,6 % à partir de 30.
#
# <details>
# <summary>Voir les réponses</summary>
#
# ```python
# parts = personnes.groupby("groupe", observed=True)["forte"].mean() * 100
# ```
#
# ```python
# axe.set_ylabel("personnes à forte progression (%)")
# axe.set_ylim(0, 100)
# ```
# </details>

# %% [markdown]
# ## 4. À écrire : points ou pour cent ?
#
# « La part d'étudiantes est passée de 20 % à 25 % : elle augmente de 5 % », dit le journal. Non :
# elle augmente de **5 points** (25 − 20), c'est-à-dire de **25 %** (5 rapportés à 20).
# Les deux sont justes à condition de ne pas les confondre.
#
# Écrivez `hausse_en_pourcent`, qui renvoie l'augmentation relative, en pourcentage de la valeur de départ.


# %%
def hausse_en_pourcent(avant, apres):
    """Renvoie de combien de pour cent on augmente en passant de avant à apres."""
    return ...


essai = hausse_en_pourcent(20, 25)
if essai is ...:
    print("Pas encore de réponse : l'écart, divisé par la valeur de départ, fois 100.")
elif essai == 25 and hausse_en_pourcent(80, 60) == -25:
    print("Oui : de 20 à 25, +25 % ; et de 80 à 60, -25 %.")
else:
    print(f"25 attendu pour (20, 25), {essai!r} obtenu ;")
    print(f"-25 attendu pour (80, 60), {hausse_en_pourcent(80, 60)!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def hausse_en_pourcent(avant, apres):
#     return (apres - avant) / avant * 100
# ```
# </details>

# %% [markdown]
# ## À retenir
#
# - Un centre sans dispersion, ou un résumé sans effectif, ne se publie pas.
# - Moyenne pour « combien en tout », médiane pour « la personne du milieu ».
# - Barres : l'axe part de zéro. Groupes inégaux : un taux. Totaux : regarder de quoi ils sont faits.
# - Une figure que l'on ne sait pas dire en une phrase n'est pas finie.
# - « Va avec » ne veut pas dire « cause ».
#
# **Ensuite :** le devoir *Dessiner juste*. Vos figures y sont vérifiées elles aussi : par les nombres qu'elles montrent vraiment.
