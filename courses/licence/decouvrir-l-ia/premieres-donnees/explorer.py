# %% [markdown]
# # Explorer un premier tableau
#
# **Ce que vous allez apprendre.** À la fin de ce cahier, vous saurez :
#
# - exécuter une cellule de code, nommer une valeur, appeler puis écrire une petite fonction ;
# - faire choisir l'ordinateur (`if`), le faire répéter (`for`), et lire un message d'erreur ;
# - dire ce que représentent une ligne et une colonne d'un tableau, et les compter ;
# - repérer un type trompeur, une valeur manquante, une valeur impossible ;
# - poser à un tableau les questions qui fâchent : qui a mesuré, chez qui, dans quelle unité ?
#
# **Avant de commencer.** Rien, sinon les mathématiques du lycée. Si vous n'avez jamais programmé, vous êtes au bon endroit.
#
# **Durée.** Environ une heure et demie, en deux fois si vous voulez (la coupure est marquée).
#
# **Comment lire ce cahier.** Il alterne du texte et des cellules de code.
# Cliquez dans une cellule de code et appuyez sur **Maj + Entrée** : elle s'exécute, son résultat s'affiche dessous,
# et vous passez à la suivante. Exécutez-les dans l'ordre, de haut en bas.
# Vous pouvez tout modifier : le pire qui puisse arriver est un message d'erreur, et un message d'erreur n'a jamais cassé d'ordinateur.

# %% [markdown]
# ## 1. Python en trente minutes
#
# ### Des nombres et des noms
#
# Un ordinateur sait calculer. Exécutez la cellule suivante.

# %%
3150 / 42

# %% [markdown]
# Une parcelle de 42 ares a donné 3150 kg de raisin : cela fait 75 kg par are.
# Pour s'y retrouver, on donne des **noms** aux valeurs, avec le signe `=`.
# Lisez `recolte = 3150` comme « appelons `recolte` la valeur 3150 ».

# %%
recolte = 3150
surface = 42
recolte / surface

# %% [markdown]
# Trois conventions à connaître :
#
# - le signe décimal est un **point** : Python écrit `12.5` là où nous écrivons 12,5 ;
# - un texte s'écrit **entre guillemets** : `"riesling"` est un texte, `riesling` serait un nom ;
# - ce qui suit un `#` dans une cellule de code est une **remarque** pour les humains ; Python ne la lit pas.
#
# `"12"` et `12` ne sont donc pas la même chose. Regardez.

# %%
print(12 + 12)
print("12" + "12")

# %% [markdown]
# Avec des nombres, `+` additionne ; avec des textes, il colle.
# C'est la source d'une bonne moitié des ennuis des premières semaines : vous voilà au courant.
#
# ### Des fonctions
#
# Une **fonction** est une recette qui porte un nom. On lui donne des ingrédients, elle **renvoie** un résultat.
# `round` arrondit un nombre : on l'appelle en écrivant ses ingrédients entre parenthèses.

# %%
round(78.64197, 1)

# %% [markdown]
# On peut aussi écrire ses propres recettes. Le mot `def` ouvre la recette,
# les lignes décalées vers la droite disent quoi faire, et `return` dit ce qu'elle renvoie.


# %%
def rendement(recolte_kg, surface_ares):
    """Renvoie le rendement d'une parcelle, en kilogrammes par are."""
    return recolte_kg / surface_ares


rendement(3150, 42)

# %% [markdown]
# La ligne entre triples guillemets est un mode d'emploi pour les humains.
# Le décalage de quatre espaces compte : c'est lui qui dit à Python où finit la recette.
#
# **À vous.** La fonction ci-dessous doit convertir des ares en hectares (1 hectare = 100 ares).
# Remplacez les trois points, exécutez, lisez le verdict.
# (Les lignes qui commencent à `resultat` rendent le verdict : laissez-les comme elles sont. Ce sera pareil dans tout le cours.)


# %%
def en_hectares(surface_ares):
    """Renvoie la surface en hectares."""
    return ...


resultat = en_hectares(250)
if resultat is ...:
    print("Pas encore de réponse : remplacez les trois points après return, puis réexécutez.")
elif resultat == 2.5:
    print("Oui : 250 ares font 2,5 hectares.")
else:
    print(f"2.5 attendu pour en_hectares(250), {resultat!r} obtenu.")
    print("Faut-il diviser ou multiplier par 100 ?")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def en_hectares(surface_ares):
#     return surface_ares / 100
# ```
# </details>
#
# ### Choisir : si… sinon
#
# Le mot `if` (« si ») pose une question. Si la réponse est vraie, Python exécute les lignes décalées en dessous ; sinon, il les saute.


# %%
def taille(surface_ares):
    """Dit si une parcelle est petite ou grande."""
    if surface_ares < 30:
        return "petite"
    return "grande"


print("22 ares :", taille(22))
print("42 ares :", taille(42))

# %% [markdown]
# `return` arrête la recette : pour 22 ares, Python renvoie `"petite"` et n'arrive jamais à la dernière ligne.
#
# Les questions s'écrivent `<` (plus petit), `<=` (plus petit ou égal), `>`, `>=`, `==` (égal, avec **deux** signes) et `!=` (différent).
# On en assemble deux avec `and` (« et ») ou `or` (« ou »). Une question répond toujours par `True` (vrai) ou `False` (faux).
#
# Quand une recette n'a rien à répondre, elle renvoie `None`, « rien ». Ce n'est ni zéro, ni un texte vide : zéro est une réponse, rien n'en est pas une.
#
# ### Répéter : des listes et des boucles
#
# Une **liste** range plusieurs valeurs entre crochets, séparées par des virgules.
# Le mot `for` (« pour ») les prend une par une : pour chaque `surface` de la liste, Python exécute les lignes décalées.

# %%
surfaces = [42, 35, 28, 31]
total = 0
for surface in surfaces:
    total = total + surface
    print("après", surface, "le total vaut", total)

# %% [markdown]
# `total = total + surface` se lit de droite à gauche : « calcule `total + surface`, et appelle désormais `total` le résultat ».
# `surfaces[0]` est la première valeur de la liste, car Python compte à partir de **zéro** ; `len(surfaces)` dit combien elle en a.
#
# **À vous.** Combien de parcelles ont au moins 30 ares ? Remplacez la ligne des trois points par deux lignes, en gardant le décalage.


# %%
def nombre_de_grandes(surfaces):
    """Renvoie combien de surfaces valent au moins 30 ares."""
    compte = 0
    for surface in surfaces:
        ...  # à vous : si la surface vaut au moins 30, ajoutez 1 à compte
    return compte


resultat = nombre_de_grandes([42, 22, 30, 18, 35])
if resultat == 3:
    print("Oui : 42, 30 et 35. La parcelle de 30 ares compte : « au moins » s'écrit >=.")
elif resultat == 0:
    print("Pas encore de réponse : un if sur une ligne, puis, plus à droite, compte = compte + 1.")
elif resultat == 2:
    print("3 attendu, 2 obtenu. « Au moins 30 » comprend 30 : est-ce > ou >= ?")
elif resultat == 1:
    print("3 attendu, 1 obtenu. return est-il bien aligné avec for, et non plus à droite ?")
else:
    print(f"3 attendu pour [42, 22, 30, 18, 35], {resultat!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
#     for surface in surfaces:
#         if surface >= 30:
#             compte = compte + 1
# ```
# </details>
#
# ### Lire un message d'erreur
#
# Vous en verrez tous les jours, comme tout le monde. Ils sont en anglais et se lisent **par la fin** : la dernière ligne dit ce qui s'est passé.
#
# | dernière ligne | ce que cela veut dire | où regarder |
# |---|---|---|
# | `NameError: name 'recolt' is not defined` | ce nom n'existe pas | faute de frappe, ou cellule du dessus pas encore exécutée |
# | `SyntaxError: '(' was never closed` | la phrase n'est pas complète | parenthèse, guillemet ou deux-points oublié |
# | `IndentationError: expected an indented block` | une ligne devait être décalée | quatre espaces après `def`, `if` ou `for` |
# | `TypeError: can only concatenate str ...` | un texte là où il faut un nombre, ou l'inverse | des guillemets de trop ? |
# | `KeyError: 'surface'` | cette colonne n'existe pas | le nom exact de la colonne, majuscules comprises |
# | `NotImplementedError` | la réponse n'est pas encore écrite | dans les devoirs : remplacez cette ligne par la vôtre |
#
# Si plus rien ne va : menu *Noyau*, puis *Redémarrer le noyau et exécuter toutes les cellules*. Le **noyau** est le programme qui calcule pour vous ; le redémarrer ne perd rien de ce que vous avez écrit.

# %% [markdown]
# ## 2. Un exemple pas à pas : le carnet d'Aline
#
# Aline cultive huit parcelles de vigne à Val-Serein (le village et le carnet sont inventés).
# Elle a noté, à la vendange, le cépage, la surface, le sucre du raisin et le poids récolté.
# Avant toute moyenne, on fait connaissance. Six étapes, toujours les mêmes.
#
# ### Étape 1 : lire
#
# Le carnet est un texte : une ligne par parcelle, des points-virgules entre les cases.
# La bibliothèque **pandas** sait en faire un tableau. On l'appelle par son petit nom, `pd`.

# %%
import io

import pandas as pd

carnet_recopie = """parcelle;cepage;surface_ares;sucre_g_par_l;recolte_kg
Haut-Clos;riesling;42;198;3150
Grand-Pré;riesling;35;;2580
La Côte;sylvaner;28;171;2690
Les Genêts;sylvaner;31;165;-999
Le Moulin;gewurztraminer;22;229;1490
Sous-Bois;pinot gris;26;2150;1820
Croix-Rouge;riesling;38;191;2890
Belle-Vue;pinot noir;trente;205;2240
"""
vignes = pd.read_csv(io.StringIO(carnet_recopie), sep=";")
vignes

# %% [markdown]
# Chaque **ligne** est une parcelle : on dit un *individu*, même pour un champ.
# Chaque **colonne** est une *variable* : ce que l'on a noté sur chacune.
# Les numéros de gauche, de 0 à 7, ont été ajoutés par pandas : Python compte à partir de zéro.
#
# ### Étape 2 : compter
#
# `len` compte les lignes, `.columns` donne les noms des colonnes.

# %%
print(len(vignes), "lignes et", len(vignes.columns), "colonnes")

# %% [markdown]
# Huit parcelles, cinq colonnes : c'est ce que dit le carnet. S'il y avait eu neuf lignes, il aurait fallu chercher pourquoi.
#
# ### Étape 3 : vérifier les types
#
# Chaque colonne a un **type** : `int64` pour des nombres entiers, `float64` pour des nombres à virgule, `str` (ou `object`, selon la version de pandas) pour du texte.

# %%
vignes.dtypes

# %% [markdown]
# La surface est du texte ! La faute est à la dernière ligne, où Aline a écrit « trente ».
# Une seule case a suffi pour que toute la colonne cesse d'être faite de nombres.
# On demande à pandas de convertir, et de laisser un trou là où il ne comprend pas (`errors="coerce"`),
# puis on remet à la main la valeur que nous, humains, comprenons.

# %%
vignes["surface_ares"] = pd.to_numeric(vignes["surface_ares"], errors="coerce")
vignes.loc[7, "surface_ares"] = 30
vignes["surface_ares"]

# %% [markdown]
# Au passage : `vignes["surface_ares"]` désigne une colonne,
# et `vignes.loc[7, "surface_ares"]` la case de la ligne 7 dans cette colonne.
#
# ### Étape 4 : chercher ce qui manque
#
# Pandas écrit `NaN` pour « pas de valeur ». `isna()` répond vrai (`True`) là où il manque quelque chose,
# et `sum()` compte les vrais.

# %%
vignes.isna().sum()

# %% [markdown]
# Il manque un taux de sucre. Il manque aussi une récolte, mais pandas ne le voit pas :
# aux Genêts, Aline a noté `-999`, une vieille habitude pour dire « pas pesé ».
# Pour l'ordinateur, c'est un nombre. Regardez ce qu'il en fait.

# %%
print("avec le code   :", vignes["recolte_kg"].mean())
vignes["recolte_kg"] = vignes["recolte_kg"].replace(-999, float("nan"))
print("sans le code   :", vignes["recolte_kg"].mean())

# %% [markdown]
# Plus de 420 kg d'écart sur la moyenne, sans le moindre message d'erreur.
# Les fautes graves, en données, sont celles qui ne font pas de bruit.
#
# ### Étape 5 : chercher l'impossible
#
# `describe()` résume chaque colonne de nombres. Lisez surtout les lignes `min` et `max` :
# ces valeurs sont-elles possibles ?

# %%
vignes.describe().round(1)

# %% [markdown]
# Un litre de jus de raisin contient à peu près 140 à 280 grammes de sucre.
# 2150 g, ce serait deux kilos de sucre dans un litre : de la confiture.
# On cherche la ligne coupable avec une **condition** entre crochets.

# %%
vignes[vignes["sucre_g_par_l"] > 300]

# %% [markdown]
# `vignes["sucre_g_par_l"] > 300` répond vrai ou faux pour chaque ligne ; les crochets ne gardent que les lignes où c'est vrai.
# Sans doute fallait-il lire 215,0. « Sans doute » ne suffit pas : on demande à Aline. Elle confirme.
#
# ### Étape 6 : décider, et écrire ce que l'on a décidé

# %%
vignes.loc[5, "sucre_g_par_l"] = 215
decisions = [
    "ligne 7 : surface écrite « trente », remplacée par 30",
    "ligne 3 : récolte codée -999, traitée comme manquante",
    "ligne 5 : sucre 2150, faute de virgule confirmée par Aline, remplacé par 215",
    "ligne 1 : sucre manquant, laissé manquant",
]
for decision in decisions:
    print("-", decision)

# %% [markdown]
# La liste des décisions vaut autant que le tableau nettoyé :
# sans elle, personne, pas même vous dans un mois, ne saura d'où viennent les chiffres.
#
# Les six étapes, à garder sous la main : **lire, compter, vérifier les types, chercher ce qui manque, chercher l'impossible, décider par écrit.**
#
# ---
# *Bon endroit pour une pause.*

# %% [markdown]
# ## 3. À compléter : 178 vins
#
# Voici un vrai jeu de données : l'analyse chimique de 178 vins d'une même région d'Italie, de trois origines différentes.
# Il est livré avec la bibliothèque scikit-learn. Nous ne gardons que six de ses quatorze colonnes, traduites en français.

# %%
from sklearn.datasets import load_wine

tout = load_wine(as_frame=True).frame
vins = pd.DataFrame(
    {
        "alcool": tout["alcohol"],
        "acide_malique": tout["malic_acid"],
        "magnesium": tout["magnesium"],
        "intensite_couleur": tout["color_intensity"],
        "proline": tout["proline"],
        "origine": tout["target"].map({0: "A", 1: "B", 2: "C"}),
    }
)
vins.head()

# %% [markdown]
# `head()` montre les cinq premières lignes. Refaisons quelques-unes des six étapes ; à vous de compléter les trois points.
#
# **Compter.** Combien de lignes dans `vins` ?

# %%
nombre_de_vins = ...

if nombre_de_vins is ...:
    print("Pas encore de réponse : remplacez les trois points par un appel à len.")
elif isinstance(nombre_de_vins, (pd.Series, pd.DataFrame)):
    print("Tout un tableau obtenu, un seul nombre attendu : len(…) compte les lignes.")
elif nombre_de_vins == 178:
    print("Oui : 178 vins.")
else:
    print(f"178 attendu, {nombre_de_vins} obtenu.")

# %% [markdown]
# **Chercher ce qui manque.** Combien de valeurs manquent dans la colonne `magnesium` ?

# %%
magnesium_manquants = ...

if magnesium_manquants is ...:
    print("Pas encore de réponse : revoyez l'étape 4, avec une seule colonne.")
elif isinstance(magnesium_manquants, (pd.Series, pd.DataFrame)):
    print("Plusieurs valeurs obtenues, un seul nombre attendu.")
    print('Une seule colonne, vins["magnesium"], puis .isna(), puis .sum().')
elif magnesium_manquants == 0:
    print("Oui : aucune. C'est rare, presque suspect : quelqu'un a déjà fait le ménage.")
else:
    print(f"0 attendu, {magnesium_manquants} obtenu.")

# %% [markdown]
# **Choisir des lignes.** Gardez seulement les vins de l'origine B. L'égalité s'écrit avec deux signes : `==`.
# (Un seul signe donne un nom ; deux signes posent une question.)

# %%
vins_b = ...

if vins_b is ...:
    print("Pas encore de réponse : vins[ une condition ].")
elif not isinstance(vins_b, pd.DataFrame):
    print("Un tableau attendu. La condition seule donne des vrais et des faux :")
    print("glissez-la entre les crochets de vins[ ... ].")
elif len(vins_b) == 71 and set(vins_b["origine"]) == {"B"}:
    print("Oui : 71 vins viennent de B.")
else:
    print(f"71 lignes d'origine B attendues, {len(vins_b)} obtenues.")

# %% [markdown]
# <details>
# <summary>Voir les trois réponses</summary>
#
# ```python
# nombre_de_vins = len(vins)
# magnesium_manquants = vins["magnesium"].isna().sum()
# vins_b = vins[vins["origine"] == "B"]
# ```
# </details>
#
# Un premier regard par le dessin. Ne vous souciez pas encore du code : le module suivant s'en occupe.

# %%
import matplotlib.pyplot as plt

figure, axe = plt.subplots(figsize=(7, 4))
for origine, marque in [("A", "o"), ("B", "^"), ("C", "s")]:
    groupe = vins[vins["origine"] == origine]
    axe.scatter(
        groupe["alcool"], groupe["intensite_couleur"], marker=marque, label=f"origine {origine}"
    )
axe.set_xlabel("alcool (unité non donnée, sans doute % du volume)")
axe.set_ylabel("intensité de la couleur (sans unité)")
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** Chaque point est un vin : plus il est à droite, plus le vin est alcoolisé ; plus il est haut, plus sa couleur est intense.
# Les vins B (triangles) forment un nuage en bas à gauche : peu d'alcool, peu de couleur.
# Les vins A (ronds) sont à droite, à mi-hauteur. Les vins C (carrés) vont du milieu vers le haut, et se mêlent un peu aux A.
# Les trois nuages se touchent sans vraiment se confondre : deux mesures aident déjà beaucoup à deviner l'origine d'un vin.
# C'est exactement ce que fera, au module 3, votre premier classifieur.

# %% [markdown]
# ## 4. À écrire : une fonction entière
#
# Écrivez `part_au_dessus`, qui reçoit une colonne et un seuil,
# et renvoie la **part** (un nombre entre 0 et 1) des valeurs strictement plus grandes que le seuil.
#
# Rappel : `colonne > seuil` donne des vrais et des faux ; la moyenne de vrais et de faux est la part de vrais.


# %%
def part_au_dessus(colonne, seuil):
    """Renvoie la part des valeurs de la colonne strictement supérieures au seuil."""
    return ...


essai = part_au_dessus(pd.Series([11.5, 12.0, 13.5, 14.0]), 12)
if essai is ...:
    print("Pas encore de réponse : écrivez le calcul après return.")
elif isinstance(essai, pd.Series):
    print(
        "Une colonne de vrais et de faux obtenue : il reste à en prendre la moyenne, avec .mean()."
    )
elif essai == 0.5:
    print("Oui : 2 valeurs sur 4 dépassent 12 (12 lui-même ne compte pas).")
    print(
        "Et dans les vins, la part au-dessus de 13 :", round(part_au_dessus(vins["alcool"], 13), 2)
    )
else:
    print(f"0.5 attendu pour [11.5, 12.0, 13.5, 14.0] et le seuil 12, {essai} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def part_au_dessus(colonne, seuil):
#     return (colonne > seuil).mean()
# ```
# </details>

# %% [markdown]
# ## 5. Les questions qui fâchent
#
# Un tableau propre peut encore mentir. Avant de s'en servir, cinq questions :
#
# 1. **Qui** a mesuré, et pourquoi ? (Un fabricant qui teste son propre produit n'a pas les mêmes envies que vous.)
# 2. **Qui ou quoi** est dans le tableau, et qui n'y est pas ?
# 3. **Comment** a-t-on mesuré, et **dans quelle unité** ?
# 4. **Quand**, et est-ce encore vrai ?
# 5. **Que manque-t-il**, et pourquoi cela manque-t-il ?
#
# Essayons sur nos 178 vins, en lisant la notice livrée avec eux.

# %%
notice = load_wine().DESCR
for ligne in notice.splitlines():
    if any(mot in ligne for mot in ["Creator", "Donor", "Date:", "cultivators", "region in Italy"]):
        print(ligne.strip())

# %% [markdown]
# La notice est en anglais ; elle dit : auteur, R. A. Fisher ; date, juillet 1988 ; vins « d'une même région d'Italie, de trois `cultivators` ».
#
# - Le statisticien Ronald Fisher est mort en 1962. Les analyses ont été publiées à Gênes, par l'équipe de Michele Forina, citée plus bas dans la même notice :
#   la ligne « auteur » semble venir d'une autre notice, celle des iris.
# - Le mot `cultivators` désigne des personnes qui cultivent ; le dépôt d'origine écrit `cultivars`, « variétés cultivées ».
#   Trois vignerons, ou trois cépages ? La réponse change ce qu'un modèle aurait appris.
# - Aucune unité n'est indiquée. Quelle région, quelles années, comment les bouteilles ont-elles été choisies ? Rien.
#
# Ces données ont été employées dans des milliers d'articles. Une notice aussi se lit avec méfiance.
#
# **Et chez nous ?** Un modèle appris sur ces vins saurait-il reconnaître un riesling d'Alsace ?
# Il répondrait A, B ou C, avec aplomb : il ne connaît rien d'autre. C'est un défaut de tous les classifieurs, et le sujet du module 4.

# %% [markdown]
# ## À retenir
#
# - Une ligne, un individu ; une colonne, une variable ; une case, une valeur avec son type et son unité.
# - Six étapes avant tout calcul : lire, compter, vérifier les types, chercher ce qui manque, chercher l'impossible, décider par écrit.
# - Une valeur manquante peut se cacher derrière un nombre (`-999`), et un nombre derrière un texte (`"12,5"`).
# - Un tableau ne dit que ce que quelqu'un a choisi de mesurer.
#
# **Ensuite :** le devoir *Nettoyer un relevé forestier*. Vous y refaites ces gestes, vérifiés par des tests.
