# %% [markdown]
# # Choisir un modèle sans tricher
#
# **Ce que vous allez apprendre.** À la fin de ce cahier, vous saurez :
#
# - choisir un réglage par validation croisée, et préférer le plus simple parmi les ex æquo ;
# - voir pourquoi le meilleur de quarante essais est en partie chanceux, et l'éviter par une validation emboîtée ;
# - dire s'il faut plus de données ou un autre modèle ;
# - comparer deux modèles par paires.
#
# **Avant de commencer.** Les modules 1 à 4.
#
# **Durée.** Une heure et demie.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_diabetes, load_digits
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import (
    GridSearchCV,
    KFold,
    cross_val_score,
    learning_curve,
    train_test_split,
)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

# %% [markdown]
# ## 1. Un exemple pas à pas : quelle pénalité ?
#
# 442 personnes diabétiques, neuf mesures (décrites au module 2), leurs carrés et leurs produits deux à deux : 54 variables. La ridge les retient, mais avec quel α ?
#
# ### Étape 1 : mettre le test à l'abri

# %%
sante = load_diabetes(as_frame=True, scaled=False).frame
colonnes = ["age", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
app_x, test_x, app_y, test_y = train_test_split(
    sante[colonnes], sante["target"], test_size=0.25, random_state=0
)

# %% [markdown]
# À partir d'ici, `test_x` n'existe plus jusqu'à l'étape 6.
#
# ### Étape 2 : écrire la liste des candidats avant de regarder
#
# Du plus simple (α énorme : presque la moyenne) au plus libre.

# %%
alphas = 10.0 ** np.arange(5, -3, -0.5)


def candidat(alpha):
    """Renvoie la chaîne complète pour une pénalité donnée."""
    return make_pipeline(
        StandardScaler(),
        PolynomialFeatures(2, include_bias=False),
        StandardScaler(),
        Ridge(alpha=alpha),
    )


# %% [markdown]
# ### Étape 3 : valider chacun sur les mêmes plis

# %%
plis = KFold(10, shuffle=True, random_state=0)
scores = np.array([cross_val_score(candidat(alpha), app_x, app_y, cv=plis) for alpha in alphas])
moyennes, erreurs = scores.mean(axis=1), scores.std(axis=1, ddof=1) / np.sqrt(10)

# %% [markdown]
# `erreurs` est l'**erreur type** de chaque moyenne : l'écart type des dix scores, divisé par la racine de dix. (Les plis partagent des données, elle est donc un peu optimiste.)
#
# ### Étape 4 : regarder la courbe, pas seulement le sommet

# %%
meilleur = int(np.argmax(moyennes))
assez_bons = moyennes >= moyennes[meilleur] - erreurs[meilleur]
sobre = int(np.argmax(assez_bons))

figure, axe = plt.subplots(figsize=(7.5, 3.8))
axe.errorbar(alphas, moyennes, yerr=erreurs, marker="o", capsize=3)
axe.axhline(
    moyennes[meilleur] - erreurs[meilleur],
    color="gray",
    linestyle=":",
    label="meilleur moins une erreur type",
)
axe.scatter(
    [alphas[meilleur]],
    [moyennes[meilleur]],
    s=150,
    facecolors="none",
    edgecolors="black",
    label="meilleur",
)
axe.scatter(
    [alphas[sobre]],
    [moyennes[sobre]],
    s=150,
    marker="s",
    facecolors="none",
    edgecolors="tab:red",
    label="le plus simple qui suffit",
)
axe.set_xscale("log")
axe.invert_xaxis()
axe.set_xlabel("pénalité α (du plus simple, à gauche, au plus libre)")
axe.set_ylabel("R² moyen")
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** De gauche (forte pénalité) à droite (faible), le R² moyen monte d'un peu moins de 0 jusqu'à 0,47 pour α = 100, puis redescend vers 0,32.
# Les barres d'erreur sont larges : plusieurs candidats, autour du sommet, sont à moins d'une erreur type du meilleur (ligne pointillée à 0,43).
# Le plus simple d'entre eux, entouré d'un carré, est juste à gauche du sommet.
#
# ### Étape 5 : à égalité, le plus simple
#
# La **règle de l'erreur type** : parmi les candidats dont la moyenne est au moins celle du meilleur moins son erreur type, prendre le plus simple.

# %%
for nom, rang in [("meilleur", meilleur), ("retenu", sobre)]:
    print(f"{nom:8s} : α = {alphas[rang]:.0f}, R² moyen {moyennes[rang]:.3f}")

# %% [markdown]
# ### Étape 6 : réapprendre sur tout l'apprentissage, et toucher le test une fois

# %%
final = candidat(alphas[sobre]).fit(app_x, app_y)
print("R² au test :", round(final.score(test_x, test_y), 3))

# %% [markdown]
# Ce nombre est publié tel quel, même s'il déçoit. Le regarder, puis changer de réglage, ce serait transformer le test en apprentissage.
#
# Les six étapes : **abriter le test, écrire la liste, valider, regarder la courbe, préférer le simple, toucher le test une fois.**

# %% [markdown]
# ## 2. Le meilleur de quarante est chanceux
#
# Soixante exemples, étiquette à pile ou face, rien à apprendre. Quarante modèles, chacun sur deux colonnes de bruit :
# ils apprennent sur quarante exemples et sont jugés sur les vingt autres. On garde le meilleur, et l'on recommence l'expérience trente fois.

# %%
hasard = np.random.default_rng(3)
annonces, realites = [], []
for _ in range(30):
    bruit, pile = hasard.normal(size=(160, 80)), hasard.integers(0, 2, 160)
    essais = []
    for m in range(40):
        deux = bruit[:, 2 * m : 2 * m + 2]
        essais.append(
            KNeighborsClassifier(5).fit(deux[:40], pile[:40]).score(deux[40:60], pile[40:60])
        )
    m = int(np.argmax(essais))
    deux = bruit[:, 2 * m : 2 * m + 2]
    annonces.append(max(essais))
    realites.append(KNeighborsClassifier(5).fit(deux[:60], pile[:60]).score(deux[60:], pile[60:]))
print(
    f"score annoncé du gagnant : {np.mean(annonces):.2f} ; sur 100 exemples nouveaux : {np.mean(realites):.2f}"
)

# %% [markdown]
# Le score qui a servi à **choisir** ne peut pas servir à **juger**. Deux remèdes : un test à l'abri, ou la validation **emboîtée**,
# où le choix est refait à l'intérieur de chaque pli d'une validation extérieure.

# %%
recherche = GridSearchCV(candidat(1.0), {"ridge__alpha": alphas}, cv=5)
emboitee = cross_val_score(
    recherche, sante[colonnes], sante["target"], cv=KFold(5, shuffle=True, random_state=1)
)
print("R² emboîté :", emboitee.round(2), "moyenne", round(emboitee.mean(), 2))

# %% [markdown]
# ## 3. Plus de données, ou un autre modèle ?
#
# La **courbe d'apprentissage** montre le score selon le nombre d'exemples. Ici, des chiffres écrits à la main.

# %%
images = load_digits()
tailles, vus, nouveaux = learning_curve(
    KNeighborsClassifier(3),
    images.data,
    images.target,
    train_sizes=[50, 100, 200, 400, 800, 1400],
    cv=5,
    shuffle=True,
    random_state=0,
)
figure, axe = plt.subplots(figsize=(7, 3.6))
axe.plot(tailles, vus.mean(axis=1), marker="o", label="déjà vus")
axe.plot(tailles, nouveaux.mean(axis=1), marker="s", linestyle="--", label="jamais vus")
axe.set_xlabel("nombre d'images d'apprentissage")
axe.set_ylabel("exactitude")
axe.set_ylim(0.7, 1.01)
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** L'axe vertical commence à 0,7. Sur les images déjà vues, la courbe monte doucement vers 0,99.
# Sur les images jamais vues, elle part d'environ 0,76 avec 50 images, atteint 0,9 vers 200, et monte encore à 1400.
#
# Les deux courbes se rapprochent et celle du bas monte encore : plus de données aideraient. Deux courbes collées et basses diraient au contraire :
# plus de données ne changeront rien, changez de modèle ou de mesures.
#
# ## 4. Comparer deux modèles par paires
#
# Sur les mêmes plis, on compare pli par pli : les plis difficiles le sont pour les deux.

# %%
a = cross_val_score(
    make_pipeline(StandardScaler(), LinearRegression()), sante[colonnes], sante["target"], cv=plis
)
b = cross_val_score(
    RandomForestRegressor(40, random_state=0), sante[colonnes], sante["target"], cv=plis
)
ecarts = a - b
print(f"linéaire {a.mean():.3f} ± {a.std(ddof=1):.3f} ; forêt {b.mean():.3f} ± {b.std(ddof=1):.3f}")
print(f"écart par pli : {ecarts.mean():.3f}, erreur type {ecarts.std(ddof=1) / np.sqrt(10):.3f}")

# %% [markdown]
# Chaque score, seul, varie beaucoup d'un pli à l'autre ; leur écart varie moins. L'écart moyen se lit avec son erreur type :
# il en vaut ici un peu plus de deux, ce qui est un bon indice en faveur du modèle linéaire, pas une preuve.

# %% [markdown]
# ## 5. À compléter
#
# Combien de modèles ajuste en tout une recherche de 16 pénalités, avec 5 plis intérieurs et 5 plis extérieurs, si chaque recherche se termine par un ajustement du gagnant ?

# %%
ajustements = ...

if ajustements is ...:
    print("Pas encore de réponse : 5 recherches, et dans chacune…")
else:
    print(
        "Oui : 5 × (16 × 5 + 1). Le calcul honnête a un prix."
        if ajustements == 405
        else f"405 attendu, {ajustements!r} obtenu."
    )

# %% [markdown]
# ## 6. À écrire
#
# Écrivez `plus_simple(moyennes, erreurs)`, la règle de l'erreur type, pour des candidats rangés du plus simple au plus complexe.


# %%
def plus_simple(moyennes, erreurs):
    """Renvoie la position du plus simple candidat assez bon."""
    return ...


essai = plus_simple(np.array([0.30, 0.42, 0.45, 0.44]), np.array([0.02, 0.02, 0.04, 0.02]))
if essai is ...:
    print("Pas encore de réponse : np.argmax sur les moyennes, puis sur une comparaison.")
elif np.ndim(essai) > 0:
    print("Une seule position attendue, un vecteur obtenu : np.argmax donne le premier vrai.")
else:
    print("Oui : 0.42 est au moins 0.45 - 0.04." if essai == 1 else f"1 attendu, {essai!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir les réponses</summary>
#
# ```python
# ajustements = 5 * (16 * 5 + 1)
#
# def plus_simple(moyennes, erreurs):
#     m = np.argmax(moyennes)
#     return int(np.argmax(moyennes >= moyennes[m] - erreurs[m]))
# ```
# </details>
#
# ## À retenir
#
# - La liste des candidats s'écrit avant ; le test sort de son abri une seule fois.
# - À égalité, le plus simple.
# - Le score qui a servi à choisir est trop beau. Test à l'abri ou validation emboîtée.
# - Deux modèles se comparent par paires, avec une erreur type.
#
# **Ensuite :** le devoir *Choisir sans tricher*.
