# %% [markdown]
# # Cousines et fuites
#
# **Ce que vous allez apprendre.** Voir une fuite par les familles, la mesurer, séparer autrement, et lire la différence.
#
# **Avant de commencer.** Les modules 1 et 3. Savoir ce qu'est un test mis de côté.
#
# **Durée.** 50 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : les protéines de la tourbière (25 minutes)
#
# Une équipe des Hautes-Vosges (inventée) étudie des protéines qui résistent, ou non, au froid. Les séquences sont **simulées** :
# quarante familles, chacune née d'une ancêtre, dont les descendantes ne diffèrent que par quelques lettres.
# La résistance est donnée à une famille sur deux, **sans regarder la séquence** : rien dans les lettres ne l'explique. Un modèle honnête doit donc avoir raison une fois sur deux, à peu près.
#
# ### Étape 1 : fabriquer les familles

# %%
import numpy as np

rng = np.random.default_rng(seed=3)
ACIDES = np.array(list("ACDEFGHIKLMNPQRSTVWY"))


def famille(nombre, longueur=60, mutations=5):
    """Renvoie des séquences nées d'une même ancêtre, chacune avec quelques mutations."""
    ancetre = rng.choice(ACIDES, longueur)
    filles = []
    for _ in range(nombre):
        fille = ancetre.copy()
        fille[rng.choice(longueur, mutations, replace=False)] = rng.choice(
            ACIDES, mutations
        )
        filles.append("".join(fille))
    return filles


sequences, familles, resiste = [], [], []
for numero in range(40):
    filles = famille(4)
    sequences += filles
    familles += [numero] * len(filles)
    resiste += [numero % 2 == 0] * len(filles)
sequences[0], sequences[1]

# %% [markdown]
# ### Étape 2 : un modèle très simple
#
# On donne à chaque nouvelle séquence la réponse de sa plus proche voisine (le moins de lettres différentes).


# %%
def differences(a, b):
    """Renvoie le nombre de positions différentes."""
    return sum(x != y for x, y in zip(a, b))


def predire(nouvelle, connues, reponses):
    """Renvoie la réponse de la séquence connue la plus proche."""
    return reponses[
        int(np.argmin([differences(nouvelle, connue) for connue in connues]))
    ]


# %% [markdown]
# ### Étape 3 : le test au hasard

# %%
ordre = rng.permutation(len(sequences))
essai, appris = ordre[:30], ordre[30:]
justes = [
    predire(sequences[i], [sequences[j] for j in appris], [resiste[j] for j in appris])
    == resiste[i]
    for i in essai
]
print(f"test au hasard : {np.mean(justes):.0%} de réponses justes")

# %% [markdown]
# Impressionnant ! Et pourtant, par construction, il n'y a **rien** à apprendre dans ces séquences.
#
# ### Étape 4 : comprendre
#
# Chaque séquence d'essai a des sœurs dans l'apprentissage. Le modèle a reconnu la famille.

# %%
proches = [min(differences(sequences[i], sequences[j]) for j in appris) for i in essai]
print(
    f"plus proche voisine apprise : {min(proches)} à {max(proches)} lettres différentes sur 60"
)

# %% [markdown]
# ### Étape 5 : mettre des familles entières de côté
#
# Pour une **nouvelle** famille, ce que l'on rencontre dans la vie, que vaut le modèle ? On essaie chaque famille à son tour.

# %%
justes_par_famille = []
for cachee in range(40):
    appris = [j for j in range(len(sequences)) if familles[j] != cachee]
    essai = [i for i in range(len(sequences)) if familles[i] == cachee]
    connues, reponses = [sequences[j] for j in appris], [resiste[j] for j in appris]
    justes_par_famille.append(
        np.mean([predire(sequences[i], connues, reponses) == resiste[i] for i in essai])
    )
print(
    f"une famille de côté à la fois : {np.mean(justes_par_famille):.0%} de réponses justes"
)

# %%
import matplotlib.pyplot as plt

figure, axe = plt.subplots(figsize=(7, 3.2))
axe.bar(range(40), 100 * np.array(justes_par_famille))
axe.axhline(50, linestyle="--", color="black")
axe.set_xlabel("famille mise de côté")
axe.set_ylabel("réponses justes (%)")
axe.set_title("Sur une famille jamais vue, autant tirer à pile ou face")
plt.show()

# %% [markdown]
# **La figure en mots.** Quarante familles mises de côté l'une après l'autre. Pour une douzaine, la barre est à 0 : tout est faux. Pour une dizaine, elle est à 100 : tout est juste. Les autres s'arrêtent à 25, 50 ou 75.
# La ligne en tirets marque 50 %. Aucune régularité : le modèle ne sait rien d'une famille nouvelle.
#
# Et 42 %, n'est-ce pas pire que le hasard ? Non : avec quarante familles, tirer à pile ou face donne couramment de 35 à 65 %.
#
# ### Étape 6 : retrouver les familles quand on ne les connaît pas
#
# Dans la vie, personne ne donne la colonne « famille ». On relie deux séquences qui diffèrent peu, puis on prend les groupes
# reliés de proche en proche : la sœur d'une sœur est de la famille.
#
# ## 2. À compléter : le seuil de parenté (10 minutes)
#
# Deux sœurs diffèrent d'au plus dix lettres ; deux étrangères, de beaucoup plus. Choisissez un seuil et comptez les groupes.

# %%
seuil = ...

if seuil is ...:
    print("Pas encore de réponse : essayez 15, puis 5, puis 58.")
else:
    groupe = list(range(len(sequences)))
    for i in range(len(sequences)):
        for j in range(i):
            if (
                differences(sequences[i], sequences[j]) <= seuil
                and groupe[i] != groupe[j]
            ):
                ancien, nouveau = groupe[i], groupe[j]
                groupe = [nouveau if g == ancien else g for g in groupe]
    print(f"seuil {seuil} : {len(set(groupe))} groupes")

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# 15 retrouve les quarante familles. 5 laisse chaque séquence seule, en 160 groupes, et la fuite revient. 58 réunit tout le monde : plus rien à mettre de côté.
# </details>
#
# ## 3. À écrire : y a-t-il fuite ? (15 minutes)
#
# Écrivez une fonction qui renvoie les familles présentes **des deux côtés** d'une séparation, triées.


# %%
def familles_partagees(familles_apprises, familles_essai):
    """Renvoie la liste triée des familles présentes des deux côtés."""
    return ...


reponse = familles_partagees([1, 1, 2, 3], [3, 4, 1])
if reponse is ...:
    print("Pas encore de réponse : une intersection d'ensembles, puis sorted.")
elif reponse == [1, 3]:
    print("Oui : les familles 1 et 3 sont des deux côtés.")
else:
    print(f"[1, 3] attendu, {reponse!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def familles_partagees(familles_apprises, familles_essai):
#     return sorted(set(familles_apprises) & set(familles_essai))
# ```
# </details>
#
# ## À retenir
#
# - Des exemples apparentés de part et d'autre : le test mesure la mémoire, pas la compréhension.
# - On regroupe d'abord, on sépare ensuite, on vérifie toujours.
# - La note honnête est plus basse. C'est celle que l'on publie.
