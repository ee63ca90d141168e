# %% [markdown]
# # Lire une séquence
#
# **Ce que vous allez apprendre.** Trois façons de transformer une séquence d'ADN en nombres, ce que chacune garde et ce qu'elle jette.
#
# **Avant de commencer.** Une boucle `for`, un dictionnaire. L'ADN est fait de quatre bases : A, C, G, T.
#
# **Durée.** 50 minutes. En binôme : la personne de la paillasse explique la biologie, celle du code explique Python, puis on échange.

# %% [markdown]
# ## 1. Exemple travaillé : qui vit dans la source chaude ? (20 minutes)
#
# À Niederbronn, on prélève l'eau d'une source. Le séquençage rend des milliers de petits morceaux d'ADN, mélangés.
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
# G et C tiennent par trois liaisons, A et T par deux : un ADN riche en GC résiste mieux à la chaleur.
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
axe.set_xlabel("part de G et de C")
axe.set_ylabel("nombre de morceaux")
axe.set_title("Deux bosses : sans doute deux organismes")
plt.show()

# %% [markdown]
# **La figure en mots.** Un histogramme à deux bosses bien séparées : la plus haute autour de 0,38, la seconde autour de 0,64,
# presque rien entre 0,48 et 0,54. La **moyenne**, 0,48, ne décrit aucun morceau réel : elle tombe dans le creux.
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
# ### Étape 4 : le prix des k-mers
#
# Il y a $4^k$ mots possibles : 16 pour k = 2, 4096 pour k = 6, plus d'un milliard pour k = 15.
# Un codage trop riche a plus de colonnes que d'exemples, et un modèle y apprend par cœur.
#
# ### Étape 5 : garder la position
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
# ### Étape 6 : choisir
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
