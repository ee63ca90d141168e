# %% [markdown]
# # Mesures et légendes
#
# **Ce que vous allez apprendre.** Aligner deux sortes de données par une perte contrastive, avec NumPy, et juger l'alignement par la recherche.
#
# **Avant de commencer.** Produit scalaire, exponentielle normalisée, descente de gradient.
#
# **Durée.** 50 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : le carnet du forestier (28 minutes)
#
# Chaque parcelle a une **mesure** (12 capteurs) et une **légende** (un sac de 20 mots). Toutes deux viennent d'un même état caché de quatre nombres
# (essence, humidité, âge, pente), que personne n'observe. Données **simulées** par la cellule suivante.

# %%
import numpy as np

rng = np.random.default_rng(seed=9)
n, caches = 600, 4
etat = rng.normal(size=(n, caches))
mesures = etat @ rng.normal(size=(caches, 12)) + 0.4 * rng.normal(size=(n, 12))
legendes = np.maximum(
    0, etat @ rng.normal(size=(caches, 20)) + 0.4 * rng.normal(size=(n, 20))
)
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
print(
    f"au départ {perte(unite(mesures[:100] @ U), unite(legendes[:100] @ W)):.2f}, au hasard ln(100) = {np.log(100):.2f}"
)

# %% [markdown]
# ### Étape 3 : descendre
#
# Le gradient se calcule à la main : (probabilités moins identité) rétropropagé à travers la normalisation et la projection.


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


temperature, pertes = 0.2, []
X, Y = mesures[apprentissage], legendes[apprentissage]
for pas in range(300):
    lot = rng.choice(500, 100, replace=False)
    ZA, ZB = X[lot] @ U, Y[lot] @ W
    A, B = unite(ZA), unite(ZB)
    S = A @ B.T / temperature
    ecart = (probabilites(S) + probabilites(S.T).T - 2 * np.eye(100)) / (
        200 * temperature
    )
    U = U - 0.3 * gradient(X[lot], ZA, ecart @ B)
    W = W - 0.3 * gradient(Y[lot], ZB, ecart.T @ A)
    pertes.append(perte(A, B))
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
A, B = unite(mesures[essai] @ U), unite(legendes[essai] @ W)
rangs = (-(A @ B.T)).argsort(axis=1)
for k in (1, 5):
    trouves = np.mean([i in rangs[i, :k] for i in range(100)])
    print(f"rappel à {k} : {trouves:.0%}")

# %% [markdown]
# ## 2. À compléter : un essai trop facile (10 minutes)
#
# Refaites la mesure parmi **dix** légendes seulement : que devient le rappel à 1, et celui du hasard ?

# %%
dix = ...

if dix is ...:
    print(
        "Pas encore de réponse : np.mean([(-(A[:10] @ B[:10].T)).argsort(axis=1)[i, 0] == i for i in range(10)])"
    )
else:
    print(f"rappel à 1 parmi dix : {dix:.0%} (hasard : 10 %)")

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
# ## À retenir
#
# - Les autres exemples du lot servent de contre-exemples : un lot plus grand est un examen plus dur.
# - La température règle la sévérité.
# - Rappel à k, avec le nombre de candidats et le hasard à côté.
