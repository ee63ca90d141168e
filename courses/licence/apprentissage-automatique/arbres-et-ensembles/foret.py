# %% [markdown]
# # De l'arbre à la forêt
#
# **Ce que vous allez apprendre.** À la fin de ce cahier, vous saurez :
#
# - couper un nœud : mesurer l'impureté, chercher la meilleure question ;
# - dire pourquoi un arbre seul est instable, et comment une forêt le stabilise ;
# - construire un modèle par petites corrections (le *boosting*) ;
# - demander à un modèle ce qui compte pour lui, sans croire la première réponse.
#
# **Avant de commencer.** Les modules *Découper sans fuir* et *Modèles linéaires*.
#
# **Durée.** Une heure et demie.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.datasets import load_diabetes, load_wine
from sklearn.ensemble import (
    GradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, export_text

# %% [markdown]
# ## 1. Un exemple pas à pas : la première question d'un arbre
#
# Deux origines de vins italiens, A et B, et une mesure : l'alcool. Quelle question « l'alcool est-il au plus s ? » sépare le mieux ?
#
# ### Étape 1 : mesurer le mélange
#
# L'**impureté de Gini** d'un groupe vaut 1 − somme des carrés des parts. Un groupe pur a 0 ; moitié-moitié, 0,5.
# C'est la probabilité que deux vins tirés au hasard (avec remise) soient d'origines différentes.

# %%
tout = load_wine(as_frame=True).frame
noms_francais = ["alcool", "acide malique", "cendres", "alcalinité", "magnésium", "phénols"]
noms_francais += ["flavonoïdes", "autres phénols", "proanthocyanes", "couleur", "teinte"]
noms_francais += ["densité optique", "proline", "origine"]
tout.columns = noms_francais
deux = tout[tout["origine"] < 2]
alcool, origine = deux["alcool"].to_numpy(), deux["origine"].to_numpy()


def gini(etiquettes):
    """Renvoie l'impureté de Gini d'un groupe."""
    parts = np.unique(etiquettes, return_counts=True)[1] / len(etiquettes)
    return 1 - np.sum(parts**2)


print("avant la question :", round(gini(origine), 3))

# %% [markdown]
# ### Étape 2 : mesurer ce qu'il reste de mélange après une question
#
# La question fait deux groupes. Leur impureté moyenne, pondérée par leurs effectifs, dit ce qu'il reste à démêler.


# %%
def reste(s):
    """Renvoie l'impureté moyenne des deux groupes séparés par le seuil s."""
    gauche, droite = origine[alcool <= s], origine[alcool > s]
    return (len(gauche) * gini(gauche) + len(droite) * gini(droite)) / len(origine)


# %% [markdown]
# ### Étape 3 : essayer tous les seuils utiles
#
# Entre deux valeurs voisines, tous les seuils se valent : on essaie les milieux.

# %%
valeurs = np.unique(alcool)
seuils = (valeurs[:-1] + valeurs[1:]) / 2
restes = [reste(s) for s in seuils]
meilleur = seuils[np.argmin(restes)]
print(f"meilleure question : alcool ≤ {meilleur:.2f} ; il reste {min(restes):.3f}")

figure, axe = plt.subplots(figsize=(7, 3.4))
axe.plot(seuils, restes)
axe.axvline(meilleur, color="black", linestyle="--")
axe.set_xlabel("seuil sur l'alcool (% du volume)")
axe.set_ylabel("impureté restante (sans unité)")
axe.set_ylim(0, 0.52)
plt.show()

# %% [markdown]
# **La figure en mots.** L'impureté restante part de 0,5 à gauche, descend en creux jusqu'à 0,12 vers 12,8 d'alcool (trait vertical), puis remonte vers 0,5.
#
# ### Étape 4 : recommencer dans chaque groupe
#
# Avec plusieurs mesures, on essaie toutes les mesures et tous les seuils. Puis on recommence dans chaque groupe, jusqu'à la profondeur permise.

# %%
arbre = DecisionTreeClassifier(max_depth=2, random_state=0)
arbre.fit(tout[["alcool", "couleur", "proline"]], tout["origine"])
print(export_text(arbre, feature_names=["alcool", "couleur", "proline"]))

# %% [markdown]
# Les quatre étapes : **mesurer le mélange, ce qu'il en reste, essayer tous les seuils, recommencer.**
#
# (`class: 0` est l'origine A, 1 est B, 2 est C.) Aucune mise à l'échelle n'a été nécessaire : un arbre ne compare jamais deux colonnes entre elles.
#
# ## 2. Un arbre seul est nerveux
#
# Rééchantillonnons les vins (tirage avec remise, dit *bootstrap*) et regardons la première question de chaque arbre.

# %%
premieres = []
mesures = tout.drop(columns="origine")
for graine in range(100):
    tire = np.random.default_rng(graine).integers(0, len(tout), len(tout))
    a = DecisionTreeClassifier(random_state=0).fit(mesures.iloc[tire], tout["origine"].iloc[tire])
    premieres.append(mesures.columns[a.tree_.feature[0]])
pd.Series(premieres).value_counts()

# %% [markdown]
# Les mêmes vins, à quelques-uns près, et la première question change. Tout ce qui suit change avec elle.
# Une **forêt** en tire parti : beaucoup d'arbres nerveux, chacun sur son tirage et avec des mesures tirées au sort à chaque nœud ; on les fait voter.
# Leurs erreurs ne se ressemblent pas, elles se compensent.

# %%
comparaison = {}
for nom, modele in [
    ("un arbre", DecisionTreeClassifier(random_state=0)),
    ("forêt de 10", RandomForestClassifier(10, random_state=0)),
    ("forêt de 100", RandomForestClassifier(100, random_state=0)),
]:
    scores = cross_val_score(modele, mesures, tout["origine"], cv=10)
    comparaison[nom] = [scores.mean(), scores.min()]
pd.DataFrame(comparaison, index=["moyenne", "pire pli"]).T.round(3)

# %% [markdown]
# Chaque arbre n'a pas vu un bon tiers des lignes (celles que le tirage a laissées de côté) : on peut le juger sur elles sans découpage à part.
# C'est le score **hors sac** ; pratique, mais il ne protège ni des doublons ni des groupes.
#
# ## 3. Corriger pas à pas : le *boosting*
#
# Autre idée : un tout petit arbre prévoit mal ; un deuxième apprend **ce que le premier a raté** (les restes, y − prévision) ; on ajoute une fraction de sa réponse ; on recommence.

# %%
hasard = np.random.default_rng(2)
x = np.sort(hasard.uniform(0, 10, 80))
y = np.sin(x) + 0.3 * x + hasard.normal(0, 0.25, 80)
prevision = np.full(80, y.mean())
etapes = {0: prevision.copy()}
for numero in range(1, 101):
    petit = DecisionTreeRegressor(max_depth=1).fit(x[:, None], y - prevision)
    prevision = prevision + 0.3 * petit.predict(x[:, None])
    etapes[numero] = prevision.copy()

figure, axes = plt.subplots(1, 4, figsize=(11, 2.9), sharey=True)
for axe, numero in zip(axes, [0, 1, 10, 100]):
    axe.scatter(x, y, s=6, color="gray")
    axe.plot(x, etapes[numero], color="black")
    axe.set_title(f"{numero} correction{'s' if numero > 1 else ''}", fontsize=10)
    axe.set_xlabel("x")
axes[0].set_ylabel("y")
figure.tight_layout()
plt.show()

# %% [markdown]
# **La figure en mots.** Quatre vignettes du même nuage de points, qui ondule en montant. Sans correction, la prévision est une ligne plate à la moyenne.
# Après une correction, une marche d'escalier. Après dix, un escalier qui suit la tendance. Après cent, un escalier fin qui suit l'ondulation.
#
# Trop de corrections, et l'escalier suit le bruit : leur nombre et la fraction (le *pas*) se choisissent par validation croisée.
#
# ## 4. Les ensembles gagnent-ils toujours ?
#
# Retour chez les 442 personnes diabétiques, avec les neuf mesures décrites au module 2. Le score est le R² (0 : comme la moyenne ; 1 : parfait).

# %%
sante = load_diabetes(as_frame=True, scaled=False).frame
colonnes = ["age", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
bilan = {}
for nom, modele in [
    ("linéaire", make_pipeline(StandardScaler(), LinearRegression())),
    ("arbre libre", DecisionTreeRegressor(random_state=0)),
    ("forêt", RandomForestRegressor(60, random_state=0)),
    (
        "boosting",
        GradientBoostingRegressor(n_estimators=60, learning_rate=0.07, max_depth=2, random_state=0),
    ),
]:
    bilan[nom] = cross_val_score(modele, sante[colonnes], sante["target"], cv=5).mean()
pd.Series(bilan).round(2)

# %% [markdown]
# Sur ces 442 personnes, le modèle linéaire tient tête aux ensembles, et l'arbre libre fait pire que la moyenne (R² négatif).
# Peu de données, beaucoup de bruit, des effets presque droits : le simple suffit. On commence toujours par lui.
#
# ## 5. Qu'est-ce qui compte pour le modèle ?
#
# Ajoutons aux vins une colonne de pur hasard, et demandons à la forêt ses importances : d'abord celles qu'elle calcule en apprenant,
# ensuite la **permutation** : de combien baisse le score du *test* quand on mélange une colonne ?

# %%
avec_hasard = mesures.assign(hasard=np.random.default_rng(0).normal(size=len(mesures)))
app_x, test_x, app_y, test_y = train_test_split(
    avec_hasard, tout["origine"], test_size=0.4, random_state=0, stratify=tout["origine"]
)
foret = RandomForestClassifier(100, random_state=0).fit(app_x, app_y)
melange = permutation_importance(foret, test_x, test_y, n_repeats=10, random_state=0)
pd.DataFrame(
    {
        "apprise": foret.feature_importances_.round(3),
        "par permutation, au test": melange.importances_mean.round(3),
    },
    index=avec_hasard.columns,
).sort_values("apprise", ascending=False)

# %% [markdown]
# La colonne `hasard` reçoit une importance « apprise » positive : un arbre trouve toujours une question à poser au hasard.
# Par permutation, au test, elle tombe à zéro ou presque.
# Attention encore : quand deux colonnes disent la même chose, mélanger l'une ne coûte rien, l'autre la remplace. Zéro ne veut pas dire inutile.

# %% [markdown]
# ## 6. À compléter
#
# Refaites l'étape 2 sur la couleur : complétez le calcul de l'impureté restante pour le seuil 3,8.

# %%
couleur = deux["couleur"].to_numpy()
gauche, droite = origine[couleur <= 3.8], origine[couleur > 3.8]
reste_couleur = ...

if reste_couleur is ...:
    print("Pas encore de réponse : moyenne des deux gini, pondérée par les effectifs.")
else:
    print(
        "Oui : la couleur sépare un peu moins bien que l'alcool."
        if abs(reste_couleur - 0.2) < 0.01
        else f"environ 0.20 attendu, {reste_couleur:.3f} obtenu"
    )

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# reste_couleur = (len(gauche) * gini(gauche) + len(droite) * gini(droite)) / len(origine)
# ```
# </details>
#
# ## 7. À écrire
#
# Écrivez `part_hors_sac(n, graine)` : tirez n positions avec remise parmi n, et renvoyez la part des positions **jamais** tirées.


# %%
def part_hors_sac(n, graine):
    """Renvoie la part des positions absentes d'un tirage bootstrap."""
    return ...


essai = part_hors_sac(10_000, 0)
if essai is ...:
    print("Pas encore de réponse : combien de positions différentes dans le tirage ? np.unique.")
else:
    print(
        "Oui, environ 37 % : (1 - 1/n) à la puissance n, soit à peu près 1/e."
        if 0.35 < essai < 0.39
        else f"environ 0.37 attendu, {essai!r} obtenu"
    )

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def part_hors_sac(n, graine):
#     tire = np.random.default_rng(graine).integers(0, n, n)
#     return 1 - len(np.unique(tire)) / n
# ```
# </details>
#
# ## À retenir
#
# - Un arbre pose, à chaque nœud, la question qui démêle le plus. Il se moque de l'échelle.
# - Seul, il est nerveux ; en forêt, les erreurs se compensent ; en *boosting*, chaque arbre corrige les précédents.
# - Les ensembles ne gagnent pas toujours : un modèle simple d'abord, en référence.
# - Une importance se mesure sur le test, par permutation, et se lit avec les corrélations en tête.
#
# **Ensuite :** le devoir *De l'arbre à la forêt*.
