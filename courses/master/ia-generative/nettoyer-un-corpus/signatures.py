# %% [markdown]
# # Signatures
#
# **Ce que vous allez apprendre.** Pourquoi comparer toutes les paires est impossible, comment une signature de quelques dizaines de nombres
# remplace un document, comment choisir ses réglages, et comment une bibliothèque fait la même chose.
#
# **Avant de commencer.** Ensembles, probabilités élémentaires, NumPy.
#
# **Durée.** 70 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : les annonces de la bourse au matériel (40 minutes)
#
# Sofia assemble un corpus d'annonces de matériel agricole. Beaucoup sont republiées avec trois mots changés. Les annonces sont **fabriquées** par le générateur ci-dessous.
#
# ### Étape 1 : fabriquer des presque-copies

# %%
import numpy as np

rng = np.random.default_rng(seed=1)
NOMS = "tracteur pressoir remorque charrue cuve faneuse tonneau herse semoir broyeur".split()
SUITES = "révisé neuf ancien solide compact attelé hydraulique léger large étroit".split()
LIEUX = (
    "Rethel Vouziers Wissembourg Toul Bar-le-Duc Chaumont Colmar Longwy Sarrebourg Vittel".split()
)


def annonce():
    """Renvoie une annonce au hasard, d'une trentaine de mots."""
    mots = [rng.choice(liste) for _ in range(10) for liste in (NOMS, SUITES, LIEUX)]
    return " ".join(mots)


def presque_copie(texte, changements=3):
    """Renvoie le texte dont quelques mots ont changé."""
    mots = texte.split()
    for position in rng.choice(len(mots), changements, replace=False):
        mots[position] = rng.choice(NOMS + SUITES + LIEUX)
    return " ".join(mots)


originales = [annonce() for _ in range(150)]
copies = [presque_copie(originales[i]) for i in range(50)]
corpus = originales + copies
len(corpus), corpus[0][:70]

# %% [markdown]
# ### Étape 2 : un document devient un ensemble
#
# On prend toutes les suites de deux mots (les *empreintes*). La ressemblance de **Jaccard** de deux ensembles est la part d'éléments communs dans leur union.


# %%
def empreintes(texte, taille=2):
    """Renvoie l'ensemble des suites de `taille` mots."""
    mots = texte.split()
    return {" ".join(mots[i : i + taille]) for i in range(len(mots) - taille + 1)}


def jaccard(a, b):
    """Renvoie la part d'éléments communs."""
    return len(a & b) / len(a | b)


ensembles = [empreintes(texte) for texte in corpus]
print(
    f"copie : {jaccard(ensembles[0], ensembles[150]):.2f}, étrangères : {jaccard(ensembles[0], ensembles[1]):.2f}"
)

# %% [markdown]
# ### Étape 3 : le mur du nombre de paires
#
# 200 annonces font 19 900 paires. Un million d'annonces en font 500 milliards. Il faut un raccourci.
#
# ### Étape 4 : une signature
#
# On tire une fonction de hachage au hasard et l'on garde, pour chaque ensemble, la **plus petite** valeur de ses éléments.
# Deux ensembles ont le même minimum avec une probabilité **égale** à leur ressemblance de Jaccard (Broder, 1997).
# Avec n fonctions, la part de minimums communs estime la ressemblance s, avec un écart type de $\sqrt{s(1-s)/n}$ : 0,06 au plus pour n = 64.

# %%
import hashlib

PREMIER = (1 << 61) - 1
a, b = rng.integers(1, PREMIER, 64), rng.integers(0, PREMIER, 64)


def hache(element):
    """Renvoie un entier stable de 32 bits pour un texte."""
    return int.from_bytes(hashlib.sha256(element.encode()).digest()[:4], "big")


def signature(ensemble):
    """Renvoie 64 minimums, un par fonction de hachage."""
    valeurs = [hache(element) for element in sorted(ensemble)]
    return np.array([min((int(x) * v + int(y)) % PREMIER for v in valeurs) for x, y in zip(a, b)])


signatures = np.array([signature(ensemble) for ensemble in ensembles])
paires = [(i, 150 + i) for i in range(50)] + [(i, i + 1) for i in range(50)]
exactes = np.array([jaccard(ensembles[i], ensembles[j]) for i, j in paires])
estimees = np.array([(signatures[i] == signatures[j]).mean() for i, j in paires])
print(f"écart moyen entre estimation et valeur exacte : {np.abs(exactes - estimees).mean():.3f}")

# %% [markdown]
# ### Étape 5 : des bandes pour ne comparer que ce qui le mérite
#
# On découpe la signature en 16 bandes de 4 nombres. Deux annonces sont **candidates** si une bande au moins est identique.
# Pour une ressemblance s, c'est le cas avec la probabilité $1 - (1 - s^4)^{16}$ : une courbe en S.

# %%
import matplotlib.pyplot as plt

s = np.linspace(0, 1, 200)
figure, axe = plt.subplots(figsize=(7, 3.4))
for bandes, lignes, trait in [(16, 4, "-"), (32, 2, "--"), (8, 8, ":")]:
    axe.plot(s, 1 - (1 - s**lignes) ** bandes, trait, label=f"{bandes} bandes de {lignes}")
axe.set_xlabel("ressemblance de Jaccard")
axe.set_ylabel("probabilité d'être candidates")
axe.legend()
plt.show()

# %% [markdown]
# **La figure en mots.** Trois courbes en S, de 0 à 1. Celle des 32 bandes de 2 monte tôt, vers 0,2 : elle ne manque rien et propose trop.
# Celle des 8 bandes de 8 monte tard, vers 0,75 : elle propose peu et manque les copies retouchées. Celle des 16 bandes de 4, trait plein, bascule vers 0,5.
#
# ### Étape 6 : compter ce que l'on gagne et ce que l'on perd

# %%
candidates = set()
for bande in range(16):
    tiroirs = {}
    for numero, ligne in enumerate(signatures):
        tiroirs.setdefault(tuple(ligne[4 * bande : 4 * bande + 4]), []).append(numero)
    for groupe in tiroirs.values():
        candidates |= {(i, j) for i in groupe for j in groupe if i < j}
retrouvees = sum((i, 150 + i) in candidates for i in range(50))
print(
    f"{len(candidates)} paires comparées au lieu de 19900 ; {retrouvees} copies sur 50 retrouvées"
)

# %% [markdown]
# ### Étape 7 : la même chose avec une bibliothèque
#
# Dans un projet, on prend une bibliothèque éprouvée : ici `datasketch` (licence MIT). Vous connaissez déjà chacun de ses réglages :
# `num_perm` est le nombre de fonctions de hachage, `params` la disposition des bandes.

# %%
from datasketch import MinHash, MinHashLSH


def resume(ensemble):
    """Renvoie la signature de 64 minimums que calcule la bibliothèque."""
    minimums = MinHash(num_perm=64, seed=1)
    for element in ensemble:
        minimums.update(element.encode())
    return minimums


resumes = [resume(ensemble) for ensemble in ensembles]
index = MinHashLSH(num_perm=64, params=(16, 4))
for numero, minimums in enumerate(resumes):
    index.insert(numero, minimums)
proposees = {(i, j) for j, minimums in enumerate(resumes) for i in index.query(minimums) if i < j}
communes = sum((i, 150 + i) in proposees for i in range(50))
print(f"{len(proposees)} paires proposées ; {communes} copies sur 50 retrouvées")

# %% [markdown]
# Les nombres ne sont pas tout à fait les nôtres : les fonctions de hachage sont tirées autrement. L'ordre de grandeur, lui, est le même,
# parce qu'il ne dépend que de la disposition des bandes. Au lieu de `params`, on peut donner un seuil (`threshold=0.5`) :
# la bibliothèque choisit alors les bandes pour vous, et vous savez maintenant les contrôler.
#
# Une paire **proposée** n'est pas encore une copie : on la vérifie par la ressemblance exacte. Les propositions sont peu nombreuses, cela ne coûte presque rien.

# %%
verifiees = [(i, j) for i, j in sorted(proposees) if jaccard(ensembles[i], ensembles[j]) >= 0.5]
print(f"{len(verifiees)} paires vérifiées, d'une ressemblance de 0,5 au moins")

# %% [markdown]
# ## 2. À compléter : choisir les bandes (15 minutes)
#
# Le seuil d'une disposition est à peu près $(1/b)^{1/r}$ pour b bandes de r lignes. Calculez-le pour 16 bandes de 4.

# %%
seuil = ...

if seuil is ...:
    print("Pas encore de réponse : (1 / 16) ** (1 / 4)")
elif abs(seuil - 0.5) < 0.01:
    print("Oui : un seuil d'environ 0,50.")
else:
    print(f"0.50 attendu pour 16 bandes de 4, {seuil!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# 0,50. Une presque-copie de l'étape 1 a une ressemblance d'environ 0,65 : elle est proposée plus de neuf fois sur dix.
# </details>
#
# ## 3. À écrire : la probabilité d'être candidates (15 minutes)
#
# Écrivez la formule de l'étape 5 comme une fonction.


# %%
def probabilite(s, bandes, lignes):
    """Renvoie la probabilité que deux documents de ressemblance s soient candidats."""
    return ...


reponse = probabilite(0.5, 2, 1)
if reponse is ...:
    print("Pas encore de réponse : 1 - (1 - s**lignes) ** bandes")
elif reponse == 0.75:
    print("Oui.")
else:
    print(f"0.75 attendu pour probabilite(0.5, 2, 1), {reponse!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def probabilite(s, bandes, lignes):
#     return 1 - (1 - s**lignes) ** bandes
# ```
# </details>
#
# ## Trois idées fausses
#
# - « Deux textes qui disent la même chose sont des doublons. » MinHash ne voit que des suites de mots : une traduction ou une reformulation lui échappe.
# - « Une paire candidate est une copie. » C'est une proposition ; seule la ressemblance exacte décide.
# - « Plus de bandes, c'est mieux. » À signature égale, plus de bandes font manquer moins de copies et proposer plus d'étrangères : on choisit, on ne gagne pas.
#
# ## À retenir
#
# - Même minimum avec une probabilité égale à la ressemblance : c'est toute l'idée de MinHash.
# - Les bandes transforment une ressemblance en un tri ; leur disposition se calcule.
# - Dites ce que vous avez manqué, pas seulement ce que vous avez retiré.
#
# **Sources.** A. Broder, 1997, [doi:10.1109/SEQUEN.1997.666900](https://doi.org/10.1109/SEQUEN.1997.666900) (MinHash).
# J. Leskovec, A. Rajaraman et J. Ullman, [livre en ligne](http://www.mmds.org), chapitre 3 (bandes). K. Lee et al., 2022, [arXiv:2107.06499](https://arxiv.org/abs/2107.06499) (ce que les doublons coûtent).
