# %% [markdown]
# # Lire une séquence
#
# **Ce que vous allez apprendre.** Trois façons de transformer une séquence d'ADN en nombres, ce que chacune garde et ce qu'elle jette.
#
# **Avant de commencer.** Une boucle `for`, un dictionnaire. L'ADN est fait de quatre bases : A, C, G, T.
#
# **Durée.** Une heure. En binôme : la personne de la paillasse explique la biologie, celle du code explique Python, puis on échange.

# %% [markdown]
# ## 1. Exemple travaillé : qui vit dans la source chaude ? (30 minutes)
#
# À Plombières, dans les Vosges, on prélève l'eau d'une source chaude. Le **séquençage** (la lecture de l'ADN par une machine) rend des milliers de petits morceaux d'ADN, mélangés.
# Élodie (microbiologie) et Karim (informatique) veulent savoir s'ils viennent d'un ou de plusieurs organismes.
# Les morceaux sont **simulés** : le générateur est dans la cellule suivante.
#
# ### Étape 1 : regarder les lettres

# %%
import numpy as np

rng = np.random.default_rng(seed=5)


def simuler(nombre, part_gc, longueur=200):
    """Renvoie des morceaux d'ADN au hasard, dont chaque base est G ou C avec la probabilité part_gc."""
    probabilites = [(1 - part_gc) / 2, part_gc / 2, part_gc / 2, (1 - part_gc) / 2]
    return [
        "".join(rng.choice(list("ACGT"), size=longueur, p=probabilites))
        for _ in range(nombre)
    ]


morceaux = simuler(60, 0.38) + simuler(40, 0.64)
rng.shuffle(morceaux)
morceaux[0][:60]

# %% [markdown]
# ### Étape 2 : un seul nombre, la part de G et de C
#
# G et C se font face par trois liaisons, A et T par deux : une double hélice riche en GC s'ouvre à plus haute température.
# (N'en concluez pas que les organismes des sources chaudes ont un ADN riche en GC : quand on compare leurs génomes entiers, cela ne se vérifie pas.)
# La part de GC est le plus petit codage utile : une séquence, un nombre.

# %%
parts = [
    (morceau.count("G") + morceau.count("C")) / len(morceau) for morceau in morceaux
]
print(f"de {min(parts):.2f} à {max(parts):.2f}, moyenne {np.mean(parts):.2f}")

# %%
import matplotlib.pyplot as plt

figure, axe = plt.subplots(figsize=(7, 3.2))
axe.hist(parts, bins=24, edgecolor="white")
axe.set_xlabel("part de G et de C (de 0 à 1)")
axe.set_ylabel("nombre de morceaux")
axe.set_title("Deux bosses : sans doute deux organismes")
plt.show()

# %% [markdown]
# **La figure en mots.** Un histogramme à deux bosses bien séparées : la plus haute autour de 0,38, la seconde autour de 0,64,
# presque rien entre 0,44 et 0,55. La **moyenne**, 0,48, ne décrit presque aucun morceau réel : elle tombe dans le creux.
#
# ### Étape 3 : ce que ce nombre a jeté
#
# `GGGGAAAA` et `GAGAGAGA` ont la même part de GC. L'ordre a disparu. Pour en garder un peu, on compte des mots de k lettres : les **k-mers**.


# %%
def kmers(sequence, k):
    """Renvoie le nombre d'apparitions de chaque mot de k lettres, recouvrements compris."""
    compte = {}
    for debut in range(len(sequence) - k + 1):
        mot = sequence[debut : debut + k]
        compte[mot] = compte.get(mot, 0) + 1
    return compte


print(kmers("GGGGAAAA", 2))
print(kmers("GAGAGAGA", 2))

# %% [markdown]
# Le `+ 1` compte : une séquence de 8 lettres contient 7 mots de 2 lettres. L'oublier perd le dernier mot, toujours le même, sans un message.
#
# ### Étape 4 : là où la part de GC ne voit rien
#
# Deux organismes peuvent avoir la même part de GC. Dans l'ADN des vertébrés, par exemple, le mot CG est rare :
# la cellule y marque le C, et un C marqué se change facilement en T au fil des générations.
# Simulons un organisme ordinaire, et un autre à qui il manque presque tous ses CG, sans toucher à sa part de GC.

# %%
ordinaires = simuler(60, 0.5)
pauvres = simuler(60, 0.5)
for _ in range(3):  # échanger deux lettres ne change pas la part de GC, mais peut faire naître un autre CG
    pauvres = [morceau.replace("CG", "GC") for morceau in pauvres]

figure, (gauche, droite) = plt.subplots(1, 2, figsize=(9, 3.2), sharey=True)
for nom, groupe, motif in [("ordinaire", ordinaires, ""), ("pauvre en CG", pauvres, "//")]:
    gc = [(morceau.count("G") + morceau.count("C")) / len(morceau) for morceau in groupe]
    cg = [kmers(morceau, 2).get("CG", 0) for morceau in groupe]
    gauche.hist(gc, bins=np.arange(0.36, 0.66, 0.02), alpha=0.6, hatch=motif, label=nom)
    droite.hist(cg, bins=range(0, 26), alpha=0.6, hatch=motif, label=nom)
gauche.set_xlabel("part de G et de C (de 0 à 1)")
gauche.set_ylabel("nombre de morceaux")
droite.set_xlabel("nombre de mots CG (sur 199 mots)")
droite.legend()
figure.tight_layout()
plt.show()

# %% [markdown]
# **La figure en mots.** À gauche, les deux organismes ont la même bosse, autour de 0,5 : la part de GC ne les distingue pas.
# À droite, le nombre de mots CG les sépare : 6 au plus pour l'un, 7 au moins pour l'autre, avec des bosses vers 1 et vers 12.
#
# Un codage ne sert que si la différence cherchée y survit.
#
# ### Étape 5 : le prix des k-mers
#
# Il y a $4^k$ mots possibles : 16 pour k = 2, 4096 pour k = 6, plus d'un milliard pour k = 15.
# Un codage trop riche a plus de colonnes que d'exemples, et un modèle y apprend par cœur.
#
# ### Étape 6 : garder la position
#
# Quand la **place** compte (le début d'un gène, un site de fixation), on code chaque position par quatre nombres,
# tous nuls sauf un : c'est le codage « un parmi quatre ».

# %%
bases = "ACGT"
matrice = np.array([[int(base == lettre) for lettre in bases] for base in "GATC"])
print(matrice)

# %% [markdown]
# Pourquoi pas A = 1, C = 2, G = 3, T = 4 ? Parce qu'un modèle croirait T « quatre fois plus grand » que A, et C « entre » A et G.
# Les bases n'ont pas d'ordre : un codage ne doit pas leur en donner un.
#
# ### Étape 7 : choisir
#
# | question | codage | ce qui est jeté |
# |---|---|---|
# | un ou plusieurs organismes ? | part de GC, 2-mers | la position |
# | quelle espèce ? | 4-mers à 6-mers | la position à grande échelle |
# | y a-t-il un site précis ici ? | un parmi quatre | rien, mais les longueurs doivent être égales |

# %% [markdown]
# ## 2. À compléter : les deux brins (15 minutes)
#
# L'ADN a deux brins : A fait face à T, C à G, et l'autre brin se lit **à l'envers**. Le séquenceur rend l'un ou l'autre au hasard.
# Complétez le dictionnaire.

# %%
en_face = {"A": "T", "C": ..., "G": "C", "T": "A"}

if en_face["C"] is ...:
    print("Pas encore de réponse : quelle base fait face à C ?")
else:
    brin = "ATGC"
    autre = "".join(en_face[base] for base in reversed(brin))
    print(f"{brin} -> {autre}", "(oui)" if autre == "GCAT" else "(GCAT attendu)")

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# `"C": "G"`. Les deux brins ont la même part de GC, mais pas les mêmes k-mers. Si le brin est arbitraire,
# on compte souvent un k-mer et son complémentaire ensemble.
# </details>
#
# ## 3. À écrire : les lettres inconnues (15 minutes)
#
# Quand le séquenceur hésite, il écrit N. Écrivez une fonction qui donne la part de GC **parmi les lettres connues**,
# ou `None` s'il n'y en a aucune.


# %%
def part_gc_connue(sequence):
    """Renvoie la part de G et de C parmi les A, C, G, T de la séquence, ou None."""
    return ...


reponses = [part_gc_connue(s) for s in ("GCNN", "GANNNNNN", "NNN")]
if ... in reponses:
    print(
        "Pas encore de réponse : comptez G et C, comptez les quatre lettres connues, divisez."
    )
elif reponses == [1.0, 0.5, None]:
    print("Oui. Compter les N au dénominateur aurait donné 0.5, 0.125 et 0.")
else:
    print(f"[1.0, 0.5, None] attendu, {reponses!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def part_gc_connue(sequence):
#     connues = sum(sequence.count(base) for base in "ACGT")
#     if connues == 0:
#         return None
#     return (sequence.count("G") + sequence.count("C")) / connues
# ```
# </details>
#
# ## À retenir
#
# - Un codage est un choix : dites ce qu'il jette.
# - k-mers : `len(sequence) - k + 1` mots, recouvrements compris.
# - Des lettres sans ordre se codent « un parmi quatre », pas 1, 2, 3, 4.
