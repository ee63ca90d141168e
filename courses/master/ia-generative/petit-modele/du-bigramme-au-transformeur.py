# %% [markdown]
# # Du bigramme au transformeur
#
# **Ce que vous allez apprendre.** Mesurer un modèle de langue par sa perplexité, écrire l'attention causale, reconnaître les autres briques d'un transformeur,
# en entraîner un petit, le faire écrire, compter l'énergie.
#
# **Avant de commencer.** Le module *Des caractères aux jetons*, le produit de matrices. L'étape 6 emploie PyTorch s'il est installé
# (`pip install "enact-academy[deep-learning]"`) ; sinon, elle le dit, et la leçon continue sans lui.
#
# **Durée.** 95 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : le bulletin des vignes (65 minutes)
#
# ### Étape 1 : un corpus que l'on peut lire
#
# Des phrases fabriquées par une petite grammaire : on sait ce qu'il y a à apprendre.

# %%
import numpy as np

rng = np.random.default_rng(seed=6)
LIEUX = ["à Riquewihr", "à Épernay", "à Toul", "à Obernai"]
SUJETS = ["la vigne", "le raisin", "la grappe", "le sarment"]
VERBES = ["pousse", "mûrit", "gèle", "souffre"]
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
# Et à l'autre bout ? Ici, et ici seulement, on connaît la loi qui a écrit le texte : chaque phrase est un choix parmi 4 × 4 × 4 × 4 = 256, également probables.
# Même un modèle parfait hésite donc de $\ln 256$ par phrase, étalé sur ses lettres. C'est le **plancher** : aucun modèle honnête ne descend dessous.

# %%
longueur = len(corpus) / 1200
plancher = float(np.exp(np.log(256) / longueur))
print(f"plancher : {plancher:.2f} (une phrase compte {longueur:.0f} lettres en moyenne)")

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
# Le bigramme ne voit qu'une lettre. L'**attention** (Vaswani et al., 2017) laisse chaque position consulter toutes celles **d'avant**.
#
# Chaque position a un vecteur $x$, qui la décrit. Trois matrices apprises en tirent trois autres vecteurs : une **question** $q = xW_Q$ (ce que je cherche),
# une **clé** $k = xW_K$ (ce que j'annonce) et une **valeur** $v = xW_V$ (ce que je transmets). La ressemblance d'une question et d'une clé est leur produit scalaire ;
# l'exponentielle normalisée en fait des poids de somme 1, et la sortie est la moyenne des valeurs selon ces poids :
#
# $$\text{sortie} = \text{softmax}\left(\frac{QK^\top}{\sqrt d} + \text{masque}\right) V$$
#
# La division par $\sqrt d$ garde les produits à l'échelle de 1 quand les vecteurs ont $d$ nombres. Le **masque** vaut moins l'infini pour l'avenir, donc un poids nul, et 0 ailleurs.


# %%
def poids_causaux(Q, K):
    """Renvoie les poids : une ligne par position qui regarde, une colonne par position regardée."""
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    scores[np.triu_indices(len(scores), k=1)] = -np.inf
    poids = np.exp(scores - scores.max(axis=1, keepdims=True))
    return poids / poids.sum(axis=1, keepdims=True)


def attention_causale(Q, K, V):
    """Renvoie le mélange des valeurs, chaque ligne ne regardant que le passé et elle-même."""
    return poids_causaux(Q, K) @ V


Q, K, V = rng.normal(size=(3, 5, 4))
sortie = attention_causale(Q, K, V)
print(
    "la première ligne ne voit qu'elle-même :",
    "oui" if np.allclose(sortie[0], V[0]) else "non",
)

# %%
import matplotlib.pyplot as plt

poids = poids_causaux(Q, K)
figure, axe = plt.subplots(figsize=(4.6, 3.6))
image = axe.imshow(poids, cmap="Blues", vmin=0, vmax=1)
for i in range(5):
    for j in range(i + 1):
        axe.text(
            j,
            i,
            f"{poids[i, j]:.2f}".replace(".", ","),
            ha="center",
            va="center",
            color="white" if poids[i, j] > 0.6 else "black",
        )
axe.set_xlabel("position regardée")
axe.set_ylabel("position qui regarde")
axe.set_title("Poids d'attention, masque causal")
figure.colorbar(image, label="poids (chaque ligne fait 1)")
plt.show()

# %% [markdown]
# **La figure en mots.** Un carré de cinq lignes et cinq colonnes. Tout ce qui est au-dessus de la diagonale est blanc : poids nul, l'avenir est caché.
# La première ligne n'a qu'une case, de poids 1 : la première position ne voit qu'elle-même. Les lignes suivantes partagent un poids total de 1 entre le passé et elles-mêmes,
# inégalement, puisque les questions et les clés ont été tirées au hasard.

# %% [markdown]
# ### Étape 5 : les autres briques
#
# L'attention seule ne fait pas un transformeur. Une **couche** en assemble quatre autres, et l'on empile les couches :
#
# | brique | ce qu'elle fait | sans elle |
# |---|---|---|
# | position | ajoute à chaque lettre un vecteur appris qui dit où elle se trouve | l'attention verrait un sac de lettres, sans ordre |
# | plusieurs têtes | plusieurs attentions en parallèle, chacune sur une part du vecteur | une seule façon de regarder par couche |
# | réseau par position | deux produits de matrices et un seuil, position par position | on ne ferait que des moyennes |
# | normalisation et raccourci | ramène chaque ligne à une moyenne nulle et un écart type de 1 ; ajoute l'entrée à la sortie | l'apprentissage de plusieurs couches devient instable |
#
# La normalisation de couche tient en une ligne. Vous l'écrirez dans l'exercice, avec un gain et un biais appris.

# %%
X = np.array([[1.0, 3.0, 8.0], [100.0, 300.0, 800.0]])
normees = (X - X.mean(axis=1, keepdims=True)) / np.sqrt(X.var(axis=1, keepdims=True) + 1e-5)
normees.round(2)

# %% [markdown]
# Les deux lignes, l'une cent fois plus grande que l'autre, reviennent à la même échelle.
#
# ### Étape 6 : un transformeur, avec PyTorch s'il est là
#
# Deux couches, quatre têtes, 64 dimensions, une fenêtre de 48 lettres : environ 74 000 paramètres, moins d'une minute sur un ordinateur ordinaire.
# Un modèle de langue du commerce en a des milliards, mais les mêmes briques.

# %%
try:
    import torch
except ImportError:
    torch = None
    print("PyTorch n'est pas installé : passez à l'étape 7, les exercices n'en ont pas besoin.")

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
        morceaux = torch.tensor(essai[: len(essai) // (FENETRE + 1) * (FENETRE + 1)]).view(
            -1, FENETRE + 1
        )
        pertes = torch.nn.functional.cross_entropy(
            modele(morceaux[:, :-1]).flatten(0, 1), morceaux[:, 1:].flatten()
        )
    print(
        f"transformeur : perplexité {float(pertes.exp()):.2f} après {duree_s:.0f} s d'entraînement"
    )

# %% [markdown]
# La grammaire hésite rarement : une fois la première lettre du lieu connue, le mot suit. Un bon modèle s'approche du plancher sans l'atteindre :
# chaque fenêtre de 48 lettres commence au milieu d'une phrase, et ses premières lettres sont jugées presque sans passé.

# %%
noms, valeurs = (
    ["au hasard", "bigramme"],
    [len(lettres), perplexite(bigramme[essai[:-1], essai[1:]])],
)
if torch is not None:
    noms, valeurs = [*noms, "transformeur"], [*valeurs, float(pertes.exp())]
noms, valeurs = [*noms, "plancher"], [*valeurs, plancher]
figure, axe = plt.subplots(figsize=(7, 2.6))
barres = axe.barh(noms[::-1], valeurs[::-1], color=["grey"] + ["tab:blue"] * (len(noms) - 1))
axe.bar_label(
    barres,
    [f"{valeur:.2f}".replace(".", ",") for valeur in valeurs[::-1]],
    padding=3,
)
axe.set_xlim(0, 1.15 * max(valeurs))
axe.set_xlabel("perplexité sur l'essai (moins, c'est mieux)")
figure.tight_layout()
plt.show()

# %% [markdown]
# **La figure en mots.** Des barres horizontales, de haut en bas. Au hasard : plus de trente lettres possibles. Le bigramme : entre quatre et cinq.
# Le transformeur, s'il a été entraîné : environ 1,25. Le plancher, en gris : environ 1,15.
#
# ### Étape 7 : faire écrire le modèle
#
# Un modèle de langue donne une loi sur la lettre suivante ; écrire, c'est tirer, ajouter, recommencer. Deux réglages changent la loi avant le tirage.
# La **température** divise les scores (les logarithmes des probabilités) : sous 1, le modèle s'en tient à ce qu'il préfère ; au-dessus, il ose. On peut aussi ne garder que les **k** meilleures lettres.


# %%
def tirer(probabilites, temperature, k):
    """Renvoie une lettre tirée parmi les k plus probables, à cette température."""
    scores = np.log(probabilites) / temperature
    scores[np.argsort(scores)[:-k]] = -np.inf
    poids = np.exp(scores - scores.max())
    return int(rng.choice(len(poids), p=poids / poids.sum()))


def ecrire(suivante, longueur, temperature, k):
    """Renvoie un texte ; `suivante` donne la loi de la lettre suivante, d'après les numéros déjà écrits."""
    suite = [numero["à"]]
    for _ in range(longueur):
        suite.append(tirer(suivante(suite), temperature, k))
    return "".join(lettres[i] for i in suite)


modeles = {"bigramme": lambda suite: bigramme[suite[-1]].copy()}
if torch is not None:

    def par_transformeur(suite):
        """Renvoie la loi de la lettre suivante selon le transformeur."""
        with torch.no_grad():
            scores = modele(torch.tensor([suite[-FENETRE:]]))[0, -1]
        return torch.softmax(scores.double(), dim=0).numpy()

    modeles["transformeur"] = par_transformeur
for nom, suivante in modeles.items():
    for temperature, k in [(0.3, 5), (1.0, len(lettres) - 1), (2.0, len(lettres) - 1)]:
        print(f"{nom}, température {temperature} : {ecrire(suivante, 70, temperature, k)}")

# %% [markdown]
# Le bigramme produit des suites plausibles lettre à lettre et des mots qui n'existent pas : il a oublié le début du mot. À température 0,3 il tourne en rond.
# Le transformeur écrit à 0,3 des phrases de la grammaire ; à 1, il trébuche parfois sur un mot ; à 2, il invente.
# Même sans faute, « à Riquewihr, le raisin souffre sous la pluie » ne dit rien du temps qu'il a fait à Riquewihr : le modèle a appris ce qui s'écrit, pas ce qui est vrai.
#
# ### Étape 8 : compter l'énergie
#
# Un processeur d'ordinateur portable sous charge tire une trentaine de watts : c'est une hypothèse, mesurez le vôtre (sous Linux, `powertop` ou les compteurs RAPL).
# Comptons large, une minute d'entraînement : 30 W × 1/60 h = 0,5 Wh. Les 0,002 Wh par texte et les 5 000 textes par jour sont supposés eux aussi : remplacez-les par les vôtres.

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
# Voici l'attention dont on a oublié le masque. On modifie la **dernière** ligne de `V` : la **première** ligne de la sortie change-t-elle ?
# Pariez, remplacez les points, puis refaites l'essai avec `attention_causale`.


# %%
def attention_sans_masque(Q, K, V):
    """Renvoie le mélange des valeurs, chaque ligne regardant partout."""
    poids = np.exp(Q @ K.T / np.sqrt(Q.shape[1]))
    return (poids / poids.sum(axis=1, keepdims=True)) @ V


V2 = V.copy()
V2[-1] += 1
change = ...

if change is ...:
    print(
        "Pas encore de réponse : not np.allclose("
        "attention_sans_masque(Q, K, V2)[0], attention_sans_masque(Q, K, V)[0])"
    )
else:
    print("la première ligne voit l'avenir !" if change else "l'avenir ne change rien au passé")

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Sans le masque, elle change : la première position voit la dernière. Avec lui, rien ne change. Un modèle entraîné sans masque lirait la réponse qu'il doit prédire : une perplexité proche de 1 à l'entraînement, et un modèle inutile à l'usage.
# </details>
#
# ## 3. À écrire : la perplexité d'un modèle presque parfait (15 minutes)
#
# Un modèle donne toujours la probabilité 1 à la vraie lettre, sauf une fois sur quatre où il hésite également entre deux. Écrivez ses quatre probabilités et calculez.

# %%
quatre_probabilites = ...

if quatre_probabilites is ...:
    print("Pas encore de réponse : une liste de quatre nombres.")
else:
    obtenue = perplexite(quatre_probabilites)
    print(
        "Oui : 1,189."
        if abs(obtenue - 2**0.25) < 1e-3
        else f"perplexité {obtenue:.3f}, 1.189 attendu : trois certitudes et une hésitation entre deux."
    )

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# `[1, 1, 1, 0.5]` : $2^{1/4} \approx 1{,}189$.
# </details>
#
# ## Trois idées fausses
#
# - « Une perplexité de 1,2 est meilleure qu'une perplexité de 12. » Pas si l'une compte des lettres et l'autre des mots : comparez des bits par caractère.
# - « Le masque ne sert qu'à l'entraînement. » Il dit ce que le modèle saura au moment d'écrire ; l'oublier, c'est s'entraîner à copier la réponse.
# - « L'attention montre pourquoi le modèle répond. » Elle montre d'où viennent les moyennes d'une couche, pas une raison.
#
# ## À retenir
#
# - Une perplexité n'a de sens qu'avec son découpage, son corpus d'essai et une référence.
# - Le masque d'abord : testez-le en modifiant l'avenir.
# - Comptez l'usage autant que l'entraînement.
#
# **Sources.** A. Vaswani et al., 2017, [arXiv:1706.03762](https://arxiv.org/abs/1706.03762) (l'attention). A. Zhang et al., [d2l.ai](https://d2l.ai), chapitres 9 et 11.
# S. Luccioni et al., 2024, [arXiv:2311.16863](https://arxiv.org/abs/2311.16863) (énergie d'usage).
