# %% [markdown]
# # Du bigramme au transformeur
#
# **Ce que vous allez apprendre.** Mesurer un modèle de langue par sa perplexité, écrire l'attention causale, entraîner un petit transformeur, compter l'énergie.
#
# **Avant de commencer.** Le module *Des caractères aux jetons*, le produit de matrices. La dernière partie emploie PyTorch s'il est installé
# (`pip install "enact-academy[deep-learning]"`) ; sinon, elle le dit et s'arrête là.
#
# **Durée.** 75 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : le bulletin des vignes (45 minutes)
#
# ### Étape 1 : un corpus que l'on peut lire
#
# Des phrases fabriquées par une petite grammaire : on sait ce qu'il y a à apprendre.

# %%
import numpy as np

rng = np.random.default_rng(seed=6)
LIEUX = ["a Riquewihr", "a Epernay", "a Toul", "a Obernai"]
SUJETS = ["la vigne", "le raisin", "la grappe", "le sarment"]
VERBES = ["pousse", "murit", "gele", "souffre"]
TEMPS = ["sous la pluie", "au soleil", "dans le vent", "avant l'aube"]


def phrase():
    """Renvoie une phrase au hasard de la grammaire."""
    return f"{rng.choice(LIEUX)}, {rng.choice(SUJETS)} {rng.choice(VERBES)} {rng.choice(TEMPS)}. "


corpus = "".join(phrase() for _ in range(1200))
lettres = sorted(set(corpus))
numero = {lettre: i for i, lettre in enumerate(lettres)}
jetons = np.array([numero[lettre] for lettre in corpus])
coupure = int(0.9 * len(jetons))
apprentissage, essai = jetons[:coupure], jetons[coupure:]
print(len(corpus), "lettres,", len(lettres), "différentes :", corpus[:60])

# %% [markdown]
# ### Étape 2 : la référence
#
# Sans rien savoir, on hésite entre toutes les lettres : la **perplexité** est leur nombre. Elle vaut $\exp$ de la moyenne de $-\ln p(\text{vraie lettre})$.


# %%
def perplexite(probabilites):
    """Renvoie l'exponentielle de la moyenne des -log des probabilités données aux vraies lettres."""
    return float(np.exp(-np.mean(np.log(probabilites))))


print(f"au hasard : {perplexite(np.full(len(essai), 1 / len(lettres))):.1f}")

# %% [markdown]
# ### Étape 3 : le bigramme
#
# On compte, pour chaque lettre, celles qui la suivent, avec un ajout de 1 partout pour qu'aucune probabilité ne soit nulle.

# %%
comptes = np.ones((len(lettres), len(lettres)))
np.add.at(comptes, (apprentissage[:-1], apprentissage[1:]), 1)
bigramme = comptes / comptes.sum(axis=1, keepdims=True)
print(f"bigramme : {perplexite(bigramme[essai[:-1], essai[1:]]):.2f}")

# %% [markdown]
# ### Étape 4 : regarder plus loin
#
# Le bigramme ne voit qu'une lettre. L'**attention** laisse chaque position consulter toutes celles **d'avant** : elle compare une question (Q) à des clés (K),
# et mélange des valeurs (V) selon la ressemblance. Le masque interdit l'avenir.


# %%
def attention_causale(Q, K, V):
    """Renvoie le mélange des valeurs, chaque ligne ne regardant que le passé et elle-même."""
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    scores[np.triu_indices(len(scores), k=1)] = -np.inf
    poids = np.exp(scores - scores.max(axis=1, keepdims=True))
    return (poids / poids.sum(axis=1, keepdims=True)) @ V


Q, K, V = rng.normal(size=(3, 5, 4))
sortie = attention_causale(Q, K, V)
print("la première ligne ne voit qu'elle-même :", np.allclose(sortie[0], V[0]))

# %% [markdown]
# ### Étape 5 : un transformeur, avec PyTorch s'il est là
#
# Deux couches, quatre têtes, 64 dimensions, une fenêtre de 48 lettres : environ 74 000 paramètres, moins d'une minute sur un ordinateur ordinaire.

# %%
try:
    import torch
except ImportError:
    torch = None
    print(
        "PyTorch n'est pas installé : passez à l'étape 6, les exercices n'en ont pas besoin."
    )

# %%
import time

FENETRE, LARGEUR = 48, 64
if torch is not None:
    torch.manual_seed(0)
    torch.set_num_threads(1)

    class PetitModele(torch.nn.Module):
        """Un transformeur causal de deux couches."""

        def __init__(self):
            super().__init__()
            self.lettres = torch.nn.Embedding(len(lettres), LARGEUR)
            self.positions = torch.nn.Embedding(FENETRE, LARGEUR)
            couche = torch.nn.TransformerEncoderLayer(
                LARGEUR,
                nhead=4,
                dim_feedforward=2 * LARGEUR,
                dropout=0.0,
                batch_first=True,
                norm_first=True,
            )
            self.couches = torch.nn.TransformerEncoder(
                couche, num_layers=2, enable_nested_tensor=False
            )
            self.sortie = torch.nn.Linear(LARGEUR, len(lettres))

        def forward(self, x):
            masque = torch.nn.Transformer.generate_square_subsequent_mask(x.shape[1])
            vecteurs = self.lettres(x) + self.positions(torch.arange(x.shape[1]))
            return self.sortie(self.couches(vecteurs, mask=masque, is_causal=True))

    modele = PetitModele()
    optimiseur = torch.optim.AdamW(modele.parameters(), lr=3e-3)
    donnees, debut = torch.tensor(apprentissage), time.perf_counter()
    for pas in range(250):
        depart = torch.randint(len(donnees) - FENETRE - 1, (24,))
        lot = torch.stack([donnees[d : d + FENETRE + 1] for d in depart])
        perte = torch.nn.functional.cross_entropy(
            modele(lot[:, :-1]).flatten(0, 1), lot[:, 1:].flatten()
        )
        optimiseur.zero_grad()
        perte.backward()
        optimiseur.step()
    duree_s = time.perf_counter() - debut
    with torch.no_grad():
        morceaux = torch.tensor(
            essai[: len(essai) // (FENETRE + 1) * (FENETRE + 1)]
        ).view(-1, FENETRE + 1)
        pertes = torch.nn.functional.cross_entropy(
            modele(morceaux[:, :-1]).flatten(0, 1), morceaux[:, 1:].flatten()
        )
    print(
        f"transformeur : perplexité {float(pertes.exp()):.2f} après {duree_s:.0f} s d'entraînement"
    )

# %% [markdown]
# La grammaire hésite rarement : une fois la première lettre du lieu connue, le mot suit. Un bon modèle s'approche de la perplexité de la grammaire elle-même, un peu au-dessus de 1.
#
# ### Étape 6 : compter l'énergie
#
# Un processeur d'ordinateur portable sous charge tire une trentaine de watts (mesurez le vôtre). Comptons large, une minute d'entraînement : 0,5 Wh.

# %%
puissance_w, minutes, textes_par_jour, energie_par_texte_wh = 30, 1, 5000, 0.002
entrainement_wh = puissance_w * minutes / 60
print(
    f"entraînement : {entrainement_wh:.1f} Wh ; une année d'usage : {365 * textes_par_jour * energie_par_texte_wh:.0f} Wh"
)

# %% [markdown]
# Pour un modèle que l'on emploie beaucoup, l'usage pèse plus que l'entraînement : c'est souvent là qu'il faut économiser.
#
# ## 2. À compléter : sans le masque (15 minutes)
#
# Que vaut l'attention si l'on oublie le masque ? Modifiez la **dernière** ligne de `V` et regardez si la **première** ligne de la sortie change.

# %%
V2 = V.copy()
V2[-1] += 1
change = ...

if change is ...:
    print(
        "Pas encore de réponse : not np.allclose(attention_causale(Q, K, V2)[0], sortie[0])"
    )
else:
    print(
        "la première ligne voit l'avenir !"
        if change
        else "avec le masque, l'avenir ne change rien au passé"
    )

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Avec le masque, rien ne change. Sans lui, le modèle lirait la réponse qu'il doit prédire : une perplexité proche de 1 à l'entraînement, et un modèle inutile à l'usage.
# </details>
#
# ## 3. À écrire : la perplexité d'un modèle parfait (15 minutes)
#
# Un modèle donne toujours la probabilité 1 à la vraie lettre, sauf une fois sur quatre où il hésite également entre deux. Écrivez ses quatre probabilités et calculez.

# %%
quatre_probabilites = ...

if quatre_probabilites is ...:
    print("Pas encore de réponse : une liste de quatre nombres.")
else:
    print(f"perplexité {perplexite(quatre_probabilites):.3f} (1.189 attendu)")

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# `[1, 1, 1, 0.5]` : $2^{1/4} \approx 1{,}189$.
# </details>
#
# ## À retenir
#
# - Une perplexité n'a de sens qu'avec son découpage, son corpus d'essai et une référence.
# - Le masque d'abord : testez-le en modifiant l'avenir.
# - Comptez l'usage autant que l'entraînement.
