# %% [markdown]
# # Faire le point, puis se lancer
#
# **Ce que vous allez apprendre.** À la fin de ce cahier, vous saurez :
#
# - dans quel ordre mener un petit projet, de la question à la note écrite ;
# - ce que vous maîtrisez, et ce qu'il faut relire, grâce à dix affirmations à juger ;
# - conclure en trois mots, d'après un score, une référence et un effectif.
#
# **Avant de commencer.** Les quatre premiers modules.
#
# **Durée.** Trois quarts d'heure.

# %%
import pandas as pd
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

# %% [markdown]
# ## 1. Un exemple pas à pas : le projet de Nadia
#
# Nadia tient une cave de dégustation à Val-Serein (inventé). Un fournisseur italien mélange parfois les cartons.
# Elle voudrait savoir, d'après deux mesures rapides, quels vins **ne** viennent sans doute **pas** de l'origine A, pour les faire vérifier.
#
# ### Étape 1 : écrire la question et l'usage
#
# - *Question :* d'après l'alcool et la proline, ce vin vient-il de l'origine A ?
# - *Usage :* faire vérifier les vins douteux par une personne. Personne n'est accusé par un calcul.
# - *Ce qui coûte cher :* laisser passer un vin qui n'est pas de A. Une vérification pour rien ne coûte que dix minutes.
#
# ### Étape 2 : regarder et nettoyer

# %%
tout = load_wine(as_frame=True).frame
vins = pd.DataFrame(
    {
        "alcool": tout["alcohol"],
        "proline": tout["proline"],
        "de_a": tout["target"] == 0,
    }
)
print(len(vins), "vins")
print("valeurs manquantes :", vins.isna().sum().sum(), "; lignes répétées :", vins.duplicated().sum())
vins.describe().round(1).loc[["min", "50%", "max"]]

# %% [markdown]
# Rien ne manque et tout est possible : de 11 à 15 % d'alcool, de 278 à 1680 de proline (sans doute en milligrammes par litre).
#
# ### Étape 3 : mettre un test de côté, et fixer la référence

# %%
variables, etiquettes = vins[["alcool", "proline"]], vins["de_a"]
app_v, test_v, app_e, test_e = train_test_split(
    variables, etiquettes, test_size=0.3, random_state=0
)
frequente = app_e.mode()[0]
print("réponse la plus fréquente de l'apprentissage :", frequente)
print("référence :", round(100 * (test_e == frequente).mean()), "% de bonnes réponses au test")

# %% [markdown]
# ### Étape 4 : apprendre le plus simple, et mesurer

# %%
arbre = DecisionTreeClassifier(max_depth=2, random_state=0).fit(app_v, app_e)
reponses = pd.Series(arbre.predict(test_v), index=test_e.index)
print("arbre de profondeur 2 :", round(100 * (reponses == test_e).mean()), "% de bonnes réponses au test")

# %% [markdown]
# ### Étape 5 : regarder les erreurs

# %%
laisses_passer = (reponses & ~test_e).sum()
pour_rien = (~reponses & test_e).sum()
print("vins d'ailleurs laissés passer :", laisses_passer, "sur", (~test_e).sum())
print("vérifications pour rien        :", pour_rien, "sur", test_e.sum())

# %% [markdown]
# ### Étape 6 : écrire la note
#
# > **Pour l'équipe de la cave.** Sur 54 vins mis de côté avant de commencer, un arbre à deux questions d'affilée (alcool, proline) donne 93 % de bonnes réponses ; répondre toujours « pas de A » en donne 65 %.
# > Il laisse passer 1 vin d'ailleurs sur 35, et fait vérifier 3 vins de A sur 19 pour rien. Cinquante-quatre vins, c'est peu : avec un autre tirage, ces nombres bougeraient de plusieurs points.
# > À quoi il sert : choisir quels cartons ouvrir en premier. À quoi il ne sert pas : accuser un fournisseur, ou juger un vin d'une quatrième origine, qu'il n'a jamais vue.
# > Qui décide : la personne qui goûte. À refaire : la mesure, sur les livraisons de l'an prochain.
#
# Les six étapes : **la question et l'usage, nettoyer, le test et la référence, le plus simple, les erreurs, la note.**

# %% [markdown]
# ## 2. À compléter : dix affirmations
#
# Vrai ou faux ? Remplacez chaque `...` par `True` (vrai) ou `False` (faux), puis exécutez.
# Personne ne vous note : c'est pour savoir quoi relire.
#
# 1. Une case vide et la valeur 0 disent la même chose.
# 2. Une seule case où quelqu'un a écrit « trente » peut changer le type de toute une colonne.
# 3. Quand quelques salaires sont énormes, la médiane dit mieux que la moyenne ce que gagne la personne du milieu.
# 4. Passer de 10 % à 15 %, c'est augmenter de 5 %.
# 5. Un diagramme en barres peut commencer à 80, si toutes les barres dépassent 80.
# 6. Un modèle qui a 100 % de bonnes réponses sur les exemples déjà vus est prêt à servir.
# 7. Si 97 personnes sur 100 sont en bonne santé, 97 % de bonnes réponses ne prouvent rien.
# 8. Retirer la colonne « village » suffit pour qu'un modèle ne désavantage pas les villages.
# 9. La médiane qui bouche les trous se calcule sur l'apprentissage seul.
# 10. Entre deux modèles presque aussi bons, on prend le plus léger.

# %%
avis = {1: ..., 2: ..., 3: ..., 4: ..., 5: ..., 6: ..., 7: ..., 8: ..., 9: ..., 10: ...}

# Ce qui suit compare vos avis aux réponses, rangées dans un fichier : laissez-le comme il est.
corrige = pd.read_csv("data/affirmations.csv", sep=";")
justes, a_relire = 0, set()
for numero, vrai, raison, module in corrige.itertuples(index=False):
    if avis[numero] is ...:
        print(f"{numero} : pas encore de réponse.")
    elif avis[numero] is (vrai == "vrai"):
        justes = justes + 1
        print(f"{numero} : oui, {raison}.")
    else:
        a_relire.add(module)
        print(f"{numero} : à revoir, c'est {vrai} : {raison}.")
print("Réponses justes :", justes, "sur 10.")
for module in sorted(a_relire):
    print("À relire : la leçon du module", module)

# %% [markdown]
# ## 3. À écrire : conclure en trois mots
#
# Écrivez `verdict`, qui reçoit l'exactitude d'un modèle et celle de la réponse bête (entre 0 et 1), puis le nombre d'exemples du test. Elle renvoie :
#
# - `"trop peu"` s'il y a **moins de** 30 exemples au test, quel que soit le score ;
# - `"utile"` si le modèle gagne **au moins** 0,05 sur la réponse bête ;
# - `"pas mieux"` dans les autres cas.
#
# (Les deux seuils sont des choix. Dans un vrai projet, on les écrit **avant** de regarder le score.)


# %%
def verdict(exactitude, reference, effectif):
    """Renvoie « trop peu », « utile » ou « pas mieux »."""
    return ...


essais = [(0.9, 0.5, 12), (0.75, 0.5, 30), (0.51, 0.5, 400), (0.25, 0.5, 400)]
attendus = ["trop peu", "utile", "pas mieux", "pas mieux"]
obtenus = [verdict(*essai) for essai in essais]
if ... in obtenus:
    print("Pas encore de réponse : deux if, l'un après l'autre, et un return pour le reste.")
elif obtenus == attendus:
    print("Oui. 0.9 sur douze exemples ne prouve rien ; 0.51 contre 0.5 non plus.")
else:
    for essai, attendu, obtenu in zip(essais, attendus, obtenus):
        if attendu != obtenu:
            print(f"verdict{essai} : {attendu!r} attendu, {obtenu!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def verdict(exactitude, reference, effectif):
#     if effectif < 30:
#         return "trop peu"
#     if exactitude - reference >= 0.05:
#         return "utile"
#     return "pas mieux"
# ```
# </details>
#
# ## À retenir
#
# - La question et l'usage s'écrivent avant de toucher aux données.
# - On n'emploie que les colonnes que l'on connaîtra au moment de décider.
# - Un score se lit à côté d'une référence et d'un effectif ; les erreurs, groupe par groupe.
# - La note dit aussi ce que l'on ne sait pas, et qui décide.
#
# **Ensuite :** le devoir *Mini-projet : où sont les tritons ?* C'est le dernier du cours.
