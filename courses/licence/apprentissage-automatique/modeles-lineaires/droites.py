# %% [markdown]
# # Modèles linéaires
#
# **Ce que vous allez apprendre.** À la fin de ce cahier, vous saurez :
#
# - ajuster une droite par les moindres carrés, par une formule et par descente de gradient ;
# - voir un polynôme s'emballer, et le retenir par une pénalité ;
# - passer d'un nombre à une probabilité : la régression logistique ;
# - lire des coefficients sans leur faire dire ce qu'ils ne disent pas.
#
# **Avant de commencer.** Le module *Découper sans fuir* ; dérivée et produit de matrices.
#
# **Durée.** Une heure et demie.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

# %% [markdown]
# ## 1. Un exemple pas à pas : une droite, trois chemins
#
# 442 personnes diabétiques ; on cherche à prévoir la progression de la maladie (une note sans unité, de 25 à 346)
# d'après l'indice de masse corporelle, en kg/m².
#
# ### Étape 1 : choisir une forme et une erreur
#
# La forme : ŷ = a·x + b. L'erreur : la moyenne des carrés des écarts entre y et ŷ (le **carré moyen**).
# Au carré, les grands écarts pèsent beaucoup : une personne à 100 de la droite compte autant que cent personnes à 10.

# %%
sante = load_diabetes(as_frame=True, scaled=False).frame
x, y = sante["bmi"].to_numpy(), sante["target"].to_numpy()


def carre_moyen(a, b):
    """Renvoie la moyenne des carrés des écarts à la droite a·x + b."""
    return np.mean((y - (a * x + b)) ** 2)


# %% [markdown]
# ### Étape 2 : premier chemin, la formule
#
# Là où les dérivées par rapport à a et b s'annulent, on trouve
# a = (moyenne des (x − x̄)(y − ȳ)) / (moyenne des (x − x̄)²) et b = ȳ − a·x̄.

# %%
a = np.mean((x - x.mean()) * (y - y.mean())) / np.mean((x - x.mean()) ** 2)
b = y.mean() - a * x.mean()
print(f"formule   : a = {a:.2f}, b = {b:.1f}, carré moyen {carre_moyen(a, b):.0f}")

# %% [markdown]
# ### Étape 3 : deuxième chemin, la descente de gradient
#
# Quand il n'y a pas de formule (réseaux de neurones, régression logistique), on **descend** : on part de n'importe où,
# on regarde la pente de l'erreur, on fait un petit pas vers le bas, on recommence.
# À la même échelle, la descente est bien plus rapide : on centre et on réduit x d'abord.

# %%
z = (x - x.mean()) / x.std()
pente, origine, pas = 0.0, 0.0, 0.1
trajet = []
for _ in range(40):
    ecart = pente * z + origine - y
    trajet.append(np.mean(ecart**2))
    pente -= pas * 2 * np.mean(ecart * z)
    origine -= pas * 2 * np.mean(ecart)
print(
    f"descente  : a = {pente / x.std():.2f}, b = {origine - pente * x.mean() / x.std():.1f}, carré moyen {trajet[-1]:.0f}"
)

# %% [markdown]
# ### Étape 4 : troisième chemin, la bibliothèque

# %%
modele = LinearRegression().fit(x[:, None], y)
print(f"scikit    : a = {modele.coef_[0]:.2f}, b = {modele.intercept_:.1f}")

# %%
figure, (gauche, droite) = plt.subplots(1, 2, figsize=(9, 3.6))
gauche.scatter(x, y, s=8, alpha=0.5)
bouts = np.array([x.min(), x.max()])
gauche.plot(bouts, a * bouts + b, color="black")
gauche.set_xlabel("indice de masse corporelle (kg/m²)")
gauche.set_ylabel("progression (note)")
droite.plot(trajet, marker=".")
droite.set_xlabel("pas de descente")
droite.set_ylabel("carré moyen des écarts")
figure.tight_layout()
plt.show()

# %% [markdown]
# **La figure en mots.** À gauche, un nuage très étalé de 442 points, traversé par une droite qui monte : environ 10 points de progression par kg/m².
# À droite, l'erreur de la descente : de 29 000 au départ, elle tombe vers 4 000 en une douzaine de pas, puis ne bouge plus.
#
# ### Étape 5 : juger sur du neuf, avec une référence
#
# Neuf mesures par personne, dont six prises dans le sang ; les noms sont ceux du jeu d'origine.
#
# | colonne | mesure |
# |---|---|
# | `age`, `bmi`, `bp` | âge (années), indice de masse corporelle (kg/m²), pression moyenne (sans doute en mm de mercure) |
# | `s1`, `s2`, `s3` | cholestérol total, « mauvais » (LDL), « bon » (HDL) |
# | `s4` | cholestérol total divisé par le « bon » |
# | `s5`, `s6` | triglycérides (sans doute leur logarithme), sucre |

# %%
colonnes = ["age", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
pour_tous = {"moyenne seule": 0.0}
for nom, choix in [("IMC seul", ["bmi"]), ("neuf mesures", colonnes)]:
    r2 = cross_val_score(LinearRegression(), sante[choix], y, cv=10)
    pour_tous[nom] = r2.mean()
pd.Series(pour_tous).round(2)

# %% [markdown]
# Ces nombres sont des **R²** : la part de la variation de y que le modèle explique ; 0 pour qui répondrait toujours la moyenne, 1 pour qui ne se tromperait jamais,
# négatif pour qui fait pire que la moyenne. Ici, moins de la moitié : utile pour un groupe, fragile pour une personne.
#
# Les cinq étapes : **forme et erreur, formule, descente, bibliothèque, jugement sur du neuf.**

# %% [markdown]
# ## 2. Trop souple, puis retenu
#
# Vingt relevés de température au fil d'une journée (simulés). Un polynôme de degré 12 peut passer presque partout. Est-ce une bonne idée ?

# %%
hasard = np.random.default_rng(8)
heure = np.sort(hasard.uniform(0, 24, 20))
temperature = 14 - 6 * np.cos(2 * np.pi * (heure - 3) / 24) + hasard.normal(0, 1, 20)
fine = np.linspace(heure.min(), heure.max(), 300)

figure, axe = plt.subplots(figsize=(7.5, 4))
axe.scatter(heure, temperature, color="black", label="relevés")
for nom, estimateur, trait in [
    ("degré 12, libre", LinearRegression(), "-"),
    ("degré 12, retenu (α = 0.01)", Ridge(alpha=0.01), "--"),
]:
    chaine = make_pipeline(StandardScaler(), PolynomialFeatures(12), StandardScaler(), estimateur)
    chaine.fit(heure[:, None], temperature)
    axe.plot(fine, chaine.predict(fine[:, None]), trait, label=nom)
axe.set_ylim(0, 28)
axe.set_xlabel("heure")
axe.set_ylabel("température (°C)")
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** Les points dessinent une bosse douce, de 8 °C la nuit à 20 °C l'après-midi. La courbe libre
# s'emballe là où les relevés sont rares : un pic à 17 °C vers 3 heures du matin, et elle sort du dessin entre 21 et 24 heures.
# La courbe retenue suit la bosse calmement.
#
# La **régression ridge** ajoute à l'erreur α fois la somme des carrés des coefficients. Un gros coefficient doit désormais se payer :
# le modèle préfère une courbe calme. α se choisit par validation croisée (module 5), jamais à l'œil sur l'apprentissage.
#
# ## 3. D'un nombre à une probabilité
#
# Pour répondre oui ou non, la **régression logistique** calcule z = w·x + b, puis l'écrase entre 0 et 1 par la **sigmoïde**, $\frac{1}{1 + e^{-z}}$.
# z = 0 donne une chance sur deux ; z = 3, 95 % ; z = −3, 5 %.

# %%
mesures, benigne = load_breast_cancer(return_X_y=True, as_frame=True)
app_x, test_x, app_y, test_y = train_test_split(
    mesures, 1 - benigne, test_size=0.3, random_state=0, stratify=benigne
)
chaine = make_pipeline(StandardScaler(), LogisticRegression()).fit(app_x, app_y)
probabilites = chaine.predict_proba(test_x)[:, 1]
pd.DataFrame({"maligne": test_y, "probabilité annoncée": probabilites.round(3)}).head(8)

# %% [markdown]
# Avec deux mesures seulement, le modèle se dessine.

# %%
deux = ["mean radius", "mean texture"]
petite = make_pipeline(StandardScaler(), LogisticRegression()).fit(app_x[deux], app_y)
rayons, textures = np.meshgrid(np.linspace(6, 29, 120), np.linspace(9, 35, 120))
grille = pd.DataFrame(np.column_stack([rayons.ravel(), textures.ravel()]), columns=deux)
carte = petite.predict_proba(grille)[:, 1].reshape(rayons.shape)

z = np.linspace(-6, 6, 200)
figure, (gauche, droite) = plt.subplots(1, 2, figsize=(10, 4))
gauche.plot(z, 1 / (1 + np.exp(-z)))
gauche.axhline(0.5, color="gray", linestyle=":")
gauche.set_xlabel("z = w·x + b")
gauche.set_ylabel("probabilité annoncée")
for valeur, nom, marque in [(0, "bénigne", "o"), (1, "maligne", "^")]:
    groupe = app_x[app_y == valeur]
    droite.scatter(
        groupe["mean radius"], groupe["mean texture"], s=12, alpha=0.5, marker=marque, label=nom
    )
lignes = droite.contour(
    rayons, textures, carte, levels=[0.1, 0.5, 0.9], colors="black", linestyles=[":", "-", "--"]
)
droite.clabel(lignes, fmt=lambda part: f"{100 * part:.0f} %", manual=[(13, 14), (15, 14), (17, 14)])
droite.set_xlabel("rayon moyen des noyaux (pixels)")
droite.set_ylabel("texture moyenne (sans unité)")
droite.legend()
figure.tight_layout()
plt.show()
print("exactitude au test, deux mesures :", round(petite.score(test_x[deux], test_y), 2))

# %% [markdown]
# **La figure en mots.** À gauche, la sigmoïde : un S qui part de 0, passe par 0,5 quand z vaut 0, et s'approche de 1.
# À droite, les tumeurs bénignes (ronds) ont de petits noyaux, les malignes (triangles) de grands ; les deux nuages se mêlent autour de 15 pixels.
# Trois droites parallèles et penchées : à gauche de la première, moins de 10 % annoncés ; sur celle du milieu, 50 % ; à droite de la dernière, plus de 90 %.
#
# Dans l'espace des mesures, la frontière d'une régression logistique est **toujours droite** : la sigmoïde ne fait que régler le passage, doux ou brusque, d'un côté à l'autre.
# Pour une frontière courbe, il faut d'autres variables (carrés, produits), ou un autre modèle (module 3).

# %% [markdown]
# ## 4. Lire des coefficients, prudemment

# %%
echelle = make_pipeline(StandardScaler(), LinearRegression()).fit(sante[colonnes], y)
effets = pd.Series(echelle[-1].coef_, index=colonnes).round(1)
tirages = []
for graine in range(200):
    tire = np.random.default_rng(graine).integers(0, len(y), len(y))
    tirages.append(
        make_pipeline(StandardScaler(), LinearRegression())
        .fit(sante[colonnes].iloc[tire], y[tire])[-1]
        .coef_
    )
bas, haut = np.quantile(tirages, [0.05, 0.95], axis=0).round(1)
pd.DataFrame({"effet d'un écart type": effets, "bas (5 %)": bas, "haut (95 %)": haut})

# %% [markdown]
# Chaque variable est à la même échelle : les coefficients se comparent. Les colonnes de droite viennent de 200 rééchantillonnages.
#
# - L'IMC, la tension et `s5` tiennent bon : leur intervalle reste loin de zéro.
# - `s1` et `s2` (deux cholestérols qui montent ensemble) ont de gros coefficients de signes contraires et des intervalles immenses :
#   le modèle ne sait pas partager le mérite entre elles. Retirez `s1` : l'effet de `s2` passe de +20 à −6,5.
# - « Un effet de 26 » veut dire : *à autres colonnes égales, dans ces données*. Ce n'est pas une cause.

# %% [markdown]
# ## 5. À compléter
#
# Jugez une ridge (α = 1) sur les neuf mesures mises à l'échelle : complétez la chaîne.

# %%
a_juger = ...

if a_juger is ...:
    print("Pas encore de réponse : make_pipeline(mise à l'échelle, Ridge(alpha=1))")
else:
    r2 = cross_val_score(a_juger, sante[colonnes], y, cv=10).mean()
    print(f"R² moyen : {r2:.2f} (environ 0.44 attendu)")
    if not hasattr(a_juger, "steps"):
        print("Mais sans mise à l'échelle, α pèse autrement sur chaque colonne, selon son unité.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# a_juger = make_pipeline(StandardScaler(), Ridge(alpha=1))
# ```
# </details>
#
# ## 6. À écrire
#
# Écrivez `r_deux(vrais, predits)` : 1 moins le rapport entre la somme des carrés des écarts (vrais − prédits) et celle des écarts à la moyenne des vrais.


# %%
def r_deux(vrais, predits):
    """Renvoie la part de variation expliquée."""
    return ...


essai = r_deux(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 4.0]))
if essai is ...:
    print("Pas encore de réponse : deux sommes de carrés, leur rapport, et 1 moins ce rapport.")
elif np.ndim(essai) > 0:
    print("Un seul nombre attendu, un vecteur obtenu : il manque np.sum.")
else:
    print("Oui : 1 - 1/2." if abs(essai - 0.5) < 1e-9 else f"0.5 attendu, {essai!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def r_deux(vrais, predits):
#     return 1 - np.sum((vrais - predits) ** 2) / np.sum((vrais - vrais.mean()) ** 2)
# ```
# </details>
#
# ## À retenir
#
# - Un modèle linéaire est une forme plus une erreur ; formule et descente mènent au même endroit.
# - Trop de liberté, et la courbe suit le bruit. Une pénalité la calme.
# - La sigmoïde change un nombre en probabilité.
# - Un coefficient se lit à échelle égale, avec un intervalle, « à autres colonnes égales », et sans parler de cause.
#
# **Ensuite :** le devoir *Ajuster une droite*.
