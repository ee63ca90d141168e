# %% [markdown]
# # Un premier classifieur, et comment savoir qu'il fonctionne
#
# **Ce que vous allez apprendre.** À la fin de ce cahier, vous saurez :
#
# - dire ce qu'est un classifieur : un programme qui répond par une étiquette, à partir d'exemples ;
# - en construire deux : les plus proches voisins, puis un arbre de décision ;
# - le juger sur des exemples qu'il n'a jamais vus, et le comparer à une réponse bête ;
# - vous méfier du taux de bonnes réponses quand un cas est rare.
#
# **Avant de commencer.** Les deux premiers modules : tableaux, moyennes, figures.
#
# **Durée.** Une heure et quart environ, avec une coupure au milieu.
#
# La première cellule charge les outils. Quand une cellule est longue, lisez le texte qui l'entoure : vous n'aurez pas à en écrire de pareille.

# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.datasets import load_diabetes, load_wine
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

# %% [markdown]
# ## 1. Un exemple pas à pas : d'où vient cette bouteille ?
#
# Nous retrouvons les 178 vins italiens du premier module, avec deux mesures et trois origines.

# %%
tout = load_wine(as_frame=True).frame
vins = pd.DataFrame(
    {
        "alcool": tout["alcohol"],
        "couleur": tout["color_intensity"],
        "origine": tout["target"].map({0: "A", 1: "B", 2: "C"}),
    }
)
vins.sample(4, random_state=1)

# %% [markdown]
# ### Étape 1 : poser la question
#
# *À partir du degré d'alcool et de la couleur d'un vin, peut-on dire son origine ?*
# Ce qui entre (alcool, couleur) s'appelle les **variables** ; ce que l'on veut deviner (l'origine), l'**étiquette**.
#
# Une bouteille sans étiquette arrive : 13,2 d'alcool, 6,5 de couleur. Idée toute simple :
# **elle vient sans doute du même endroit que les bouteilles qui lui ressemblent le plus.**
# On cherche ses cinq plus proches voisines dans le dessin, et on vote.

# %%
mystere = pd.DataFrame({"alcool": [13.2], "couleur": [6.5]})
cinq = KNeighborsClassifier(n_neighbors=5).fit(vins[["alcool", "couleur"]], vins["origine"])
distances, positions = cinq.kneighbors(mystere)
voisines = vins.iloc[positions[0]].assign(distance=distances[0].round(2))
voisines

# %%
figure, axe = plt.subplots(figsize=(7, 4.2))
for origine, marque in [("A", "o"), ("B", "^"), ("C", "s")]:
    groupe = vins[vins["origine"] == origine]
    axe.scatter(
        groupe["alcool"], groupe["couleur"], marker=marque, alpha=0.5, label=f"origine {origine}"
    )
axe.scatter(
    voisines["alcool"],
    voisines["couleur"],
    s=160,
    facecolors="none",
    edgecolors="black",
    label="5 voisines",
)
axe.scatter(
    mystere["alcool"], mystere["couleur"], marker="*", s=220, color="black", label="mystère"
)
axe.set_xlabel("alcool (sans doute % du volume)")
axe.set_ylabel("intensité de la couleur (sans unité)")
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** L'étoile noire (la bouteille mystère) est entre le nuage A, à droite, et le nuage C, en haut.
# Les cinq points les plus proches sont entourés : d'après le tableau au-dessus, quatre viennent de A et un de C.
#
# Vote : quatre voix contre une, le programme répond **A**.
#
# À l'œil, d'autres points semblent plus proches : sur le papier, une unité d'alcool prend plus de place qu'une unité de couleur.
# L'ordinateur ne voit pas le papier, il compare les nombres. Nous y reviendrons.
# Ce programme est un **classifieur** : les *plus proches voisins*. Il n'a pas « compris » le vin. Il compare.
#
# ### Étape 2 : mettre un test de côté
#
# Comment savoir s'il se trompe souvent ? Pas en l'interrogeant sur les bouteilles qu'il connaît déjà :
# ce serait donner à l'examen les exercices corrigés en classe.
# On **met de côté** 30 % des bouteilles, tirées au hasard, avant de commencer. Il apprendra sur les autres.

# %%
variables, etiquettes = vins[["alcool", "couleur"]], vins["origine"]
variables_app, variables_test, etiquettes_app, etiquettes_test = train_test_split(
    variables, etiquettes, test_size=0.3, random_state=0
)
print(len(variables_app), "bouteilles pour apprendre,", len(variables_test), "pour le test")

# %% [markdown]
# `random_state=0` fixe le tirage au sort : en réexécutant, vous retrouvez le même, et vos camarades aussi.
#
# ### Étape 3 : fixer la référence
#
# Avant tout modèle, que vaudrait la réponse la plus bête possible ?
# Répondre toujours l'origine la plus fréquente parmi les bouteilles d'apprentissage.

# %%
plus_frequente = etiquettes_app.value_counts().idxmax()
reference = (etiquettes_test == plus_frequente).mean()
print("toujours répondre", plus_frequente, ":", round(100 * reference), "% de bonnes réponses")

# %% [markdown]
# 41 % sans rien apprendre. Un modèle qui ferait 45 % ne mériterait pas qu'on allume l'ordinateur.
#
# ### Étape 4 : apprendre

# %%
modele = KNeighborsClassifier(n_neighbors=5)
modele = modele.fit(variables_app, etiquettes_app)
print("le modèle a retenu", modele.n_samples_fit_, "bouteilles")

# %% [markdown]
# `fit` veut dire « ajuste-toi à ces exemples ». Pour les plus proches voisins, apprendre, c'est retenir.
#
# ### Étape 5 : mesurer sur le test

# %%
reponses = modele.predict(variables_test)
exactitude = (reponses == etiquettes_test).mean()
print("sur le test :", round(100 * exactitude), "% de bonnes réponses")
print(
    "sur les bouteilles déjà vues :", round(100 * modele.score(variables_app, etiquettes_app)), "%"
)

# %% [markdown]
# 80 % sur le test, 86 % sur les bouteilles déjà vues : le premier nombre est celui qui compte, et c'est presque toujours le plus petit.
# La part de bonnes réponses s'appelle l'**exactitude**.
#
# ### Étape 6 : regarder les erreurs

# %%
pd.crosstab(etiquettes_test, reponses, rownames=["origine vraie"], colnames=["réponse"])

# %% [markdown]
# Sur la diagonale, les bonnes réponses. Ailleurs, les erreurs, et elles ne tombent pas n'importe où :
# cinq vins C ont été pris pour des A, là où les deux nuages se mêlent. Aucun n'a été pris pour un B.
# Une troisième mesure, la proline par exemple, aiderait peut-être à les séparer.
#
# ### Et si le tirage avait été différent ?

# %%
resultats = []
for tirage in range(20):
    app_v, test_v, app_e, test_e = train_test_split(
        variables, etiquettes, test_size=0.3, random_state=tirage
    )
    resultats.append(KNeighborsClassifier(5).fit(app_v, app_e).score(test_v, test_e))
resultats = pd.Series(resultats)
print(
    "de",
    round(100 * resultats.min()),
    "à",
    round(100 * resultats.max()),
    "% ; médiane",
    round(100 * resultats.median()),
)

# %% [markdown]
# Le même modèle, selon les bouteilles tirées, affiche un score plus ou moins flatteur.
# Un écart de deux points entre deux modèles, mesuré sur 54 bouteilles, ne veut donc rien dire.
#
# Les six étapes : **poser la question, mettre un test de côté, fixer la référence, apprendre, mesurer sur le test, regarder les erreurs.**
#
# ---
# *Bon endroit pour une pause.*

# %% [markdown]
# ## 2. Apprendre par cœur n'est pas apprendre
#
# Deuxième classifieur : l'**arbre de décision**. Il pose des questions l'une après l'autre
# (« l'IMC dépasse-t-il 27 ? », puis « la tension dépasse-t-elle 100 ? »), comme un jeu de devinettes.
# Plus on lui permet de questions à la suite, c'est-à-dire de **profondeur**, plus il est souple.
#
# Retour chez les 442 personnes diabétiques : peut-on prévoir une forte progression de la maladie (plus de 200)
# d'après l'âge (`age`), l'IMC (`bmi`), la tension (`bp`) et six mesures du sang (`s1` à `s6`) ?
# Pour ne pas dépendre d'un seul tirage, on recommence trente fois et on fait la moyenne.

# %%
sante = load_diabetes(as_frame=True, scaled=False).frame
mesures = sante[["age", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]]
forte = sante["target"] > 200

profondeurs = [1, 2, 3, 4, 6, 8, 10, 12]
deja_vu, jamais_vu = [], []
for profondeur in profondeurs:
    vus, nouveaux = [], []
    for tirage in range(30):
        app_v, test_v, app_e, test_e = train_test_split(
            mesures, forte, test_size=0.3, random_state=tirage
        )
        arbre = DecisionTreeClassifier(max_depth=profondeur, random_state=0).fit(app_v, app_e)
        vus.append(arbre.score(app_v, app_e))
        nouveaux.append(arbre.score(test_v, test_e))
    deja_vu.append(100 * sum(vus) / 30)
    jamais_vu.append(100 * sum(nouveaux) / 30)
pd.DataFrame({"profondeur": profondeurs, "déjà vus": deja_vu, "jamais vus": jamais_vu}).round(1)

# %%
figure, axe = plt.subplots(figsize=(7, 4))
axe.plot(profondeurs, deja_vu, marker="o", label="personnes déjà vues")
axe.plot(profondeurs, jamais_vu, marker="s", linestyle="--", label="personnes jamais vues")
axe.axhline(
    100 * (1 - forte.mean()), color="gray", linestyle=":", label="référence : toujours répondre non"
)
axe.set_xlabel("profondeur de l'arbre")
axe.set_ylabel("bonnes réponses (%)")
axe.set_ylim(60, 101)
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** L'axe vertical va de 60 à 101 %. La courbe des personnes déjà vues monte sans arrêt, de 79 % à presque 100 %.
# Celle des personnes jamais vues monte de 75 à 78 % aux profondeurs 2 et 3, puis **redescend** vers 74 %.
# La référence est une ligne à 73 %.
#
# À la profondeur 12, l'arbre sait tout de ses exemples par cœur, et presque rien de plus que la réponse bête sur les autres.
# On appelle cela le **surapprentissage**. Sans test mis de côté, on aurait annoncé « 100 % ».
#
# Et gardons la tête froide : 78 % contre 73 % sans rien faire, c'est un petit progrès. Il faut le dire ainsi.

# %% [markdown]
# ## 3. Le piège des cas rares
#
# Une maladie touche 50 personnes sur 1000 (chiffres inventés). Un laboratoire annonce : « notre modèle a 95 % de bonnes réponses ».
# Voici ce modèle :

# %%
malades = pd.Series([True] * 50 + [False] * 950)
reponses_du_modele = pd.Series([False] * 1000)
print("bonnes réponses :", 100 * (malades == reponses_du_modele).mean(), "%")

# %% [markdown]
# Il répond « en bonne santé » à tout le monde. 95 % de bonnes réponses, et pas une seule personne malade trouvée.
#
# Quand les cas sont déséquilibrés, on regarde deux autres nombres :
#
# - le **rappel** : parmi les personnes vraiment malades, quelle part a été trouvée ? Ce qui manque, ce sont les **oublis** ;
# - la **précision** : parmi les alertes, quelle part est justifiée ? Ce qui manque, ce sont les **fausses alertes**.
#
# Un second modèle, plus inquiet, donne l'alerte à 120 personnes, dont 45 malades.

# %%
inquiet = pd.Series([True] * 45 + [False] * 5 + [True] * 75 + [False] * 875)
print("bonnes réponses :", 100 * (malades == inquiet).mean(), "%")
print("rappel          :", 100 * inquiet[malades].mean(), "%")
print("précision       :", 100 * malades[inquiet].mean(), "%")

# %% [markdown]
# Moins de bonnes réponses (92 %), et pourtant bien plus utile : 45 malades sur 50 sont trouvées.
# Le prix : 75 personnes inquiétées pour rien. Est-ce trop ? Cela dépend de ce que coûte un oubli, de ce que coûte une fausse alerte,
# et de qui paie. C'est une question pour des humains.
#
# `inquiet[malades]` garde les réponses là où `malades` est vrai : un masque, comme au module 1.

# %% [markdown]
# ## 4. À compléter
#
# **Ajouter une mesure.** Complétez la liste des variables avec `"proline"`, pour voir si les vins C se séparent mieux des A.

# %%
vins["proline"] = tout["proline"]
liste = ["alcool", "couleur", ...]

if ... in liste:
    print(
        "Pas encore de réponse : remplacez les trois points par le nom d'une colonne, entre guillemets."
    )
else:
    app_v, test_v, app_e, test_e = train_test_split(
        vins[liste], vins["origine"], test_size=0.3, random_state=0
    )
    score = KNeighborsClassifier(5).fit(app_v, app_e).score(test_v, test_e)
    print("avec", liste, ":", round(100 * score), "% de bonnes réponses")

# %% [markdown]
# Surprise : le score **baisse**, de 80 % à 72 %. La proline va de 278 à 1680, l'alcool de 11 à 15.
# Dans le calcul des distances, un écart de 100 en proline écrase tout le reste : le modèle ne regarde plus qu'elle.
# Remède : mettre les variables à la même échelle avant de mesurer des distances.

# %%
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

app_v, test_v, app_e, test_e = train_test_split(
    vins[["alcool", "couleur", "proline"]], vins["origine"], test_size=0.3, random_state=0
)
a_l_echelle = make_pipeline(StandardScaler(), KNeighborsClassifier(5)).fit(app_v, app_e)
print("à la même échelle :", round(100 * a_l_echelle.score(test_v, test_e)), "% de bonnes réponses")

# %% [markdown]
# **Compter les oublis.** Complétez : parmi les personnes malades, combien n'ont **pas** reçu d'alerte du modèle inquiet ?
# (Le signe `~` devant une colonne de vrai et de faux les échange.)

# %%
oublis = ...

if oublis is ...:
    print("Pas encore de réponse : (malades & ~...).sum()")
elif isinstance(oublis, pd.Series):
    print("Une colonne de vrais et de faux obtenue, un seul nombre attendu : comptez-les avec .sum().")
elif oublis == 5:
    print("Oui : 5 malades n'ont pas été trouvées.")
else:
    print(f"5 attendu, {oublis} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir les réponses</summary>
#
# ```python
# liste = ["alcool", "couleur", "proline"]
# oublis = (malades & ~inquiet).sum()
# ```
# </details>

# %% [markdown]
# ## 5. À écrire : l'exactitude, par vous
#
# Écrivez `exactitude_de`, qui reçoit deux listes de même longueur (les vraies étiquettes, les réponses)
# et renvoie la part de positions où elles sont égales.
#
# Boîte à outils : `zip(vraies, reponses)` avance dans les deux listes à la fois ;
# `for v, r in zip(vraies, reponses):` donne à chaque tour une vraie étiquette `v` et une réponse `r`.


# %%
def exactitude_de(vraies, reponses):
    """Renvoie la part de bonnes réponses, entre 0 et 1."""
    bonnes = 0
    for v, r in zip(vraies, reponses):
        ...  # à vous : si v et r sont égales, augmentez bonnes de 1
    return bonnes / len(vraies)


essai = exactitude_de(["A", "B", "C", "A"], ["A", "B", "A", "A"])
if essai == 0.75:
    print("Oui : 3 bonnes réponses sur 4.")
elif essai == 0:
    print("Pas encore de réponse : remplacez la ligne des trois points par un if.")
else:
    print(f"0.75 attendu (3 bonnes réponses sur 4), {essai!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
#     for v, r in zip(vraies, reponses):
#         if v == r:
#             bonnes = bonnes + 1
# ```
# </details>

# %% [markdown]
# ## À retenir
#
# - Un classifieur répond par une étiquette, à partir d'exemples. Il répond toujours, même quand il ne sait pas.
# - On le juge sur des exemples mis de côté **avant** de commencer, et toujours à côté d'une référence.
# - Un score parfait sur les exemples déjà vus ne prouve que la mémoire.
# - Quand un cas est rare, l'exactitude endort : regardez rappel et précision.
# - Un score sur 54 exemples bouge de plusieurs points d'un tirage à l'autre.
#
# **Ensuite :** le devoir *Classer et vérifier*. Vous y construisez les plus proches voisins à la main, puis vous jugez un arbre.
