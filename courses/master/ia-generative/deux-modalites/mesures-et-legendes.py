# %% [markdown]
# # Mesures et légendes
#
# **Ce que vous allez apprendre.** Aligner deux sortes de données par une perte contrastive, avec NumPy, et juger l'alignement par la recherche.
#
# **Avant de commencer.** Produit scalaire, exponentielle normalisée, descente de gradient.
#
# **Durée.** 60 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : le carnet de la forestière (38 minutes)
#
# Dans les Vosges, Élodie suit 600 parcelles. Chaque parcelle a une **mesure** (12 capteurs) et une **légende** (un sac de 20 mots). Toutes deux viennent d'un même état caché de quatre nombres
# (essence des arbres, humidité, âge, pente), que personne n'observe. Données **simulées** par la cellule suivante.

# %%
import numpy as np

rng = np.random.default_rng(seed=9)
n, caches = 600, 4
etat = rng.normal(size=(n, caches))
mesures = etat @ rng.normal(size=(caches, 12)) + 0.4 * rng.normal(size=(n, 12))
legendes = np.maximum(0, etat @ rng.normal(size=(caches, 20)) + 0.4 * rng.normal(size=(n, 20)))
apprentissage, essai = slice(0, 500), slice(500, 600)
mesures.shape, legendes.shape

# %% [markdown]
# ### Étape 1 : deux projections
#
# On cherche deux matrices qui envoient mesure et légende dans un même espace de 4 dimensions, puis on ramène chaque vecteur à la longueur 1.


# %%
def unite(Z):
    """Renvoie les lignes ramenées à la longueur 1."""
    return Z / np.maximum(np.linalg.norm(Z, axis=1, keepdims=True), 1e-12)


# %% [markdown]
# ### Étape 2 : la perte contrastive
#
# Dans un lot, la mesure i doit ressembler à la légende i **plus qu'aux autres légendes du lot**. C'est une classification à autant de classes que d'exemples :
# on prend l'entropie croisée des ressemblances divisées par une température, dans les deux sens.


# %%
def perte(A, B, temperature=0.2):
    """Renvoie la perte contrastive symétrique de deux lots de vecteurs unité."""
    S = A @ B.T / temperature
    total = 0.0
    for scores in (S, S.T):
        log_somme = np.log(
            np.exp(scores - scores.max(axis=1, keepdims=True)).sum(axis=1)
        ) + scores.max(axis=1)
        total += (log_somme - np.diag(scores)).mean() / 2
    return total


U, W = rng.normal(size=(12, 4)) / 4, rng.normal(size=(20, 4)) / 4
depart_100 = perte(unite(mesures[:100] @ U), unite(legendes[:100] @ W))
print(f"au départ {depart_100:.2f}, au hasard ln(100) = {np.log(100):.2f}")

# %% [markdown]
# ### Étape 3 : descendre
#
# Le gradient se calcule à la main. Celui de l'entropie croisée par rapport aux ressemblances S est la matrice des probabilités moins l'identité :
# chaque paire juste est tirée vers le haut, chaque paire fausse repoussée selon la probabilité qu'on lui donnait.
# On le fait passer par la division par la longueur (on retire ce qui ne ferait qu'allonger le vecteur), puis par la projection.


# %%
def gradient(X, Z, G):
    """Renvoie le gradient de la projection, de G = gradient par rapport aux vecteurs unité."""
    normes = np.maximum(np.linalg.norm(Z, axis=1, keepdims=True), 1e-12)
    direction = Z / normes
    return X.T @ ((G - (G * direction).sum(axis=1, keepdims=True) * direction) / normes)


def probabilites(S):
    """Renvoie l'exponentielle normalisée par ligne."""
    P = np.exp(S - S.max(axis=1, keepdims=True))
    return P / P.sum(axis=1, keepdims=True)


X, Y = mesures[apprentissage], legendes[apprentissage]


def aligner(U, W, temperature=0.2, taille=100, pas=300):
    """Renvoie les deux projections apprises et la perte de chaque pas."""
    tirage, pertes = np.random.default_rng(10), []
    for _ in range(pas):
        lot = tirage.choice(500, taille, replace=False)
        ZA, ZB = X[lot] @ U, Y[lot] @ W
        A, B = unite(ZA), unite(ZB)
        S = A @ B.T / temperature
        ecart = probabilites(S) + probabilites(S.T).T - 2 * np.eye(taille)
        ecart = ecart / (2 * taille * temperature)
        U = U - 0.3 * gradient(X[lot], ZA, ecart @ B)
        W = W - 0.3 * gradient(Y[lot], ZB, ecart.T @ A)
        pertes.append(perte(A, B, temperature))
    return U, W, pertes


depart = U, W
U, W, pertes = aligner(*depart)
print(f"perte : {pertes[0]:.2f} -> {np.mean(pertes[-20:]):.2f}")

# %%
import matplotlib.pyplot as plt

figure, axe = plt.subplots(figsize=(7, 3.2))
axe.plot(pertes, linewidth=0.8)
axe.set_xlabel("pas")
axe.set_ylabel("perte contrastive")
plt.show()

# %% [markdown]
# **La figure en mots.** Une courbe agitée qui part d'un peu plus de 5, au-dessus du hasard d'un lot de 100 (4,6), tombe vite pendant les premiers pas
# et descend ensuite lentement, vers 2.
#
# ### Étape 4 : juger par la recherche
#
# Parmi les 100 légendes d'essai, jamais vues, celle de la parcelle est-elle la première ? Dans les cinq premières ? Au hasard : 1 % et 5 %.


# %%
def rappel(U, W, k):
    """Renvoie la part des parcelles d'essai dont la légende est parmi les k plus proches."""
    A, B = unite(mesures[essai] @ U), unite(legendes[essai] @ W)
    rangs = (-(A @ B.T)).argsort(axis=1)
    return np.mean([i in rangs[i, :k] for i in range(100)])


A, B = unite(mesures[essai] @ U), unite(legendes[essai] @ W)
for k in (1, 5):
    print(f"rappel à {k} : {100 * rappel(U, W, k):.0f} % parmi 100")

# %% [markdown]
# ### Étape 5 : la température et la taille du lot
#
# La température règle la **sévérité** : basse, seul le contre-exemple le plus ressemblant compte ; haute, tous comptent presque autant.
# La taille du lot règle la **difficulté** de l'examen : trouver la bonne légende parmi 5 est plus facile que parmi 250.
# Que deviennent la perte et le rappel ? Pariez, puis mesurons : on refait l'apprentissage pour chaque réglage, depuis le même départ.


# %%
def bilan(**reglages):
    """Renvoie la perte finale et le rappel à 1 (%) d'un apprentissage ainsi réglé."""
    U, W, pertes = aligner(*depart, **reglages)
    return np.mean(pertes[-20:]), 100 * rappel(U, W, 1)


temperatures, tailles = [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0], [5, 25, 100, 250]
selon_temperature = np.array([bilan(temperature=t) for t in temperatures])
figure, axes = plt.subplots(1, 2, figsize=(8, 3.2))
for axe, colonne, nom in zip(
    axes, (0, 1), ("perte contrastive finale", "rappel à 1 sur l'essai (%)")
):
    axe.semilogx(temperatures, selon_temperature[:, colonne], "o-")
    axe.set_xticks([0.02, 0.1, 0.5, 2], ["0,02", "0,1", "0,5", "2"])
    axe.minorticks_off()
    axe.set_ylim(bottom=0)
    axe.set_xlabel("température (lots de 100)")
    axe.set_ylabel(nom)
figure.tight_layout()
plt.show()
for taille in tailles:
    fin, trouve = bilan(taille=taille)
    print(f"lots de {taille:3d} : perte {fin:.2f}, rappel à 1 de {trouve:.0f} %")

# %% [markdown]
# **La figure en mots.** À gauche, la perte finale : elle baisse jusqu'à 1 environ, à une température de 0,05, puis monte et s'approche de 4,6, le hasard, à mesure que la température grandit.
# À droite, le rappel à 1 : 45 % à 0,02, puis une ligne presque plate, entre 70 et 75 %.
# Sur 100 parcelles d'essai, un rappel de 71 % est connu à neuf points près : ces écarts-là ne prouvent rien.
#
# La perte varie de un à quatre avec la température, et de 0,2 à 3 avec la taille du lot ; le rappel, presque pas. **On ne compare donc jamais deux pertes** dont la température ou les lots diffèrent.
# Et sur ce petit problème, presque tous les réglages se valent, sauf une température si basse que l'apprentissage ne regarde plus qu'un contre-exemple à la fois.
# Les grands modèles, eux, sont sensibles aux deux : cela se mesure, cela ne se récite pas.
#
# ## 2. À compléter : un essai trop facile (10 minutes)
#
# Refaites la mesure parmi **dix** légendes seulement : que devient le rappel à 1, et celui du hasard ?

# %%
dix = ...

if dix is ...:
    print(
        "Pas encore de réponse : np.mean([(-(A[:10] @ B[:10].T)).argsort(axis=1)[i, 0] == i for i in range(10)])"
    )
elif not np.isclose(dix, np.mean((A[:10] @ B[:10].T).argmax(axis=1) == np.arange(10))):
    print(
        f"la part des dix mesures dont la légende la plus proche est la bonne attendue, {dix!r} obtenu."
    )
else:
    print(f"rappel à 1 parmi dix : {100 * dix:.0f} % (hasard : 10 %)")

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Il monte, sans que le modèle ait changé. Un rappel se donne toujours avec le nombre de candidats.
# </details>
#
# ## 3. À écrire : le hasard (12 minutes)
#
# Écrivez le rappel à k d'une recherche au hasard parmi n candidats dont un seul est bon.


# %%
def rappel_au_hasard(k, n):
    """Renvoie la probabilité de trouver le bon candidat dans k tirés au hasard."""
    return ...


reponse = rappel_au_hasard(5, 100)
if reponse is ...:
    print("Pas encore de réponse.")
elif reponse == 0.05 and rappel_au_hasard(9, 3) == 1:
    print("Oui.")
else:
    print(f"0.05 attendu pour (5, 100) et 1 pour (9, 3), {reponse!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def rappel_au_hasard(k, n):
#     return min(1, k / n)
# ```
# </details>
#
# ## Trois idées fausses
#
# - « Une perte plus basse est un meilleur alignement. » La perte dépend de la température et de la taille du lot : on ne compare que des rappels, sur les mêmes candidats.
# - « Deux vecteurs proches veulent dire la même chose. » Ils se ressemblent selon ce que les paires d'apprentissage avaient en commun, raccourcis compris.
# - « Les contre-exemples du lot sont tous faux. » Deux parcelles voisines peuvent avoir la même légende : la perte punit alors une bonne réponse.
#
# ## À retenir
#
# - Les autres exemples du lot servent de contre-exemples : un lot plus grand est un examen plus dur.
# - La température règle la sévérité, et la valeur de la perte : c'est le rappel que l'on compare.
# - Rappel à k, avec le nombre de candidats et le hasard à côté.
#
# **Sources.** A. van den Oord et al., 2018, [arXiv:1807.03748](https://arxiv.org/abs/1807.03748) (la perte). A. Radford et al., 2021, [arXiv:2103.00020](https://arxiv.org/abs/2103.00020) (images et légendes).
