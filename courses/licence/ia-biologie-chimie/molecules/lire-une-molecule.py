# %% [markdown]
# # Lire une molécule
#
# **Ce que vous allez apprendre.** Lire l'écriture SMILES, en tirer des descripteurs, fabriquer une empreinte et comparer deux molécules.
#
# **Avant de commencer.** Le module 1. La formule développée du lycée.
#
# **Durée.** Une heure et cinq minutes. Aucune bibliothèque de chimie : tout est sous vos yeux. Dans un laboratoire, on prendrait RDKit, qui connaît les cas difficiles.

# %% [markdown]
# ## 1. Exemple travaillé : l'étagère d'Awa (37 minutes)
#
# Awa range les flacons du laboratoire de travaux pratiques. Elle écrit chaque molécule en **SMILES** :
#
# - une lettre par atome lourd (`C`, `N`, `O`…, deux lettres pour `Cl` et `Br`) ; les hydrogènes sont sous-entendus ;
# - deux atomes écrits côte à côte sont liés ; `=` est une double liaison, `#` une triple ;
# - une parenthèse ouvre une branche ;
# - deux atomes qui portent le même chiffre sont liés : le cycle se ferme ;
# - une minuscule (`c`, `n`, `o`) est un atome d'un cycle aromatique.
#
# ### Étape 1 : lire

# %%
etagere = {
    "éthanol": "CCO",
    "acide acétique": "CC(=O)O",
    "acétone": "CC(C)=O",
    "glycine": "NCC(=O)O",
    "cyclohexane": "C1CCCCC1",
    "benzène": "c1ccccc1",
    "phénol": "c1ccccc1O",
    "chloroforme": "ClC(Cl)Cl",
    "caféine": "Cn1cnc2c1c(=O)n(C)c(=O)n2C",
}
etagere["caféine"]

# %% [markdown]
# ### Étape 2 : découper en jetons
#
# Première difficulté : `Cl` est **un** atome, pas un carbone suivi d'un l. On essaie d'abord les symboles de deux lettres.

# %%
import re

JETON = re.compile(r"Cl|Br|[BCNOPSFIbcnops]|=|#|\(|\)|\d")


def jetons(smiles):
    """Renvoie la liste des jetons d'un SMILES simple."""
    return JETON.findall(smiles)


print(jetons("ClC(Cl)Cl"))
print(jetons("CC(=O)O"))

# %% [markdown]
# ### Étape 3 : compter les atomes

# %%
from collections import Counter


def atomes(smiles):
    """Renvoie le nombre d'atomes lourds de chaque élément ; l'aromatique compte comme l'élément."""
    return Counter(jeton.capitalize() for jeton in jetons(smiles) if jeton.isalpha())


for nom in ("chloroforme", "caféine"):
    print(nom, dict(atomes(etagere[nom])))

# %% [markdown]
# La caféine s'écrit C8H10N4O2 : 8 carbones, 4 azotes, 2 oxygènes. C'est bien ce que l'on compte.
#
# ### Étape 4 : des descripteurs
#
# Un **descripteur** est un nombre par molécule : nombre d'atomes lourds, d'**hétéroatomes** (les atomes lourds autres que le carbone), de cycles…
# Chaque chiffre ouvre puis ferme un cycle : le nombre de cycles est la moitié du nombre de chiffres.

# %%
import pandas as pd

tableau = pd.DataFrame(
    {
        nom: {
            "atomes lourds": sum(atomes(s).values()),
            "hétéroatomes": sum(
                n for element, n in atomes(s).items() if element != "C"
            ),
            "cycles": sum(j.isdigit() for j in jetons(s)) // 2,
            "doubles liaisons": jetons(s).count("="),
        }
        for nom, s in etagere.items()
    }
).T
tableau

# %% [markdown]
# ### Étape 5 : une empreinte, un ensemble de morceaux
#
# Pour comparer plus finement, on note tous les **morceaux** : ici, les suites de trois jetons. Une molécule devient un ensemble.


# %%
def empreinte(smiles, taille=3):
    """Renvoie l'ensemble des suites de `taille` jetons."""
    suite = jetons(smiles)
    return {tuple(suite[i : i + taille]) for i in range(len(suite) - taille + 1)}


print(sorted(empreinte("CC(=O)O")))

# %% [markdown]
# ### Étape 6 : la ressemblance de Tanimoto
#
# Morceaux communs, divisés par morceaux en tout : 1 si tout est commun, 0 si rien ne l'est.


# %%
def tanimoto(a, b):
    """Renvoie la part de morceaux communs."""
    return len(a & b) / len(a | b) if a | b else 0.0


noms = list(etagere)
ressemblances = pd.DataFrame(
    [
        [tanimoto(empreinte(etagere[a]), empreinte(etagere[b])) for b in noms]
        for a in noms
    ],
    index=noms,
    columns=noms,
)
ressemblances.round(2)

# %% [markdown]
# **Le tableau en mots.** Deux paires se détachent : la glycine et l'acide acétique (0,83), qui partagent la fonction acide,
# puis le phénol et le benzène (0,80), qui partagent le cycle. Presque toutes les autres cases valent 0.
# Le cyclohexane et le benzène, six carbones en cycle tous les deux, n'ont **rien** en commun : l'un est écrit en majuscules, l'autre en minuscules.
# C'est le codage qui le dit, pas la chimie ; ici, la chimie est d'accord.
#
# ### Étape 7 : se méfier
#
# L'éthanol peut s'écrire `CCO` ou `OCC`. La molécule est la même, les morceaux sont différents.

# %%
print(tanimoto(empreinte("CCO"), empreinte("OCC")))

# %% [markdown]
# Un bon codage ne dépend pas de l'ordre d'écriture. Il faut quitter le texte et revenir à la molécule : des atomes, et des liaisons entre eux.
# C'est ce que l'on appelle un **graphe**.
#
# ### Étape 8 : du texte au graphe
#
# On lit les jetons un par un, en retenant le dernier atome. Une parenthèse ouverte met cet atome de côté, une parenthèse fermée y revient ;
# un chiffre retient un atome, le même chiffre le relie à l'atome présent.


# %%
def graphe(smiles):
    """Renvoie les atomes et, pour chacun, la liste des numéros de ses voisins."""
    symboles, voisins, de_cote, ouverts, dernier = [], [], [], {}, None

    def relier(a, b):
        voisins[a].append(b)
        voisins[b].append(a)

    for jeton in jetons(smiles):
        if jeton == "(":
            de_cote.append(dernier)
        elif jeton == ")":
            dernier = de_cote.pop()
        elif jeton.isdigit() and jeton in ouverts:
            relier(dernier, ouverts.pop(jeton))
        elif jeton.isdigit():
            ouverts[jeton] = dernier
        elif jeton.isalpha():
            symboles.append(jeton)
            voisins.append([])
            if dernier is not None:
                relier(dernier, len(symboles) - 1)
            dernier = len(symboles) - 1
    return symboles, voisins


symboles, voisins = graphe("CC(=O)O")
for numero, symbole in enumerate(symboles):
    print(f"atome {numero} ({symbole}) : voisins {voisins[numero]}")

# %% [markdown]
# L'atome 1, un carbone, a trois voisins : l'autre carbone et les deux oxygènes. C'est bien l'acide acétique.
#
# ### Étape 9 : une empreinte qui part des atomes
#
# Chaque atome commence par son symbole. Puis, deux fois de suite, il ajoute à son nom ceux de ses voisins, rangés dans l'ordre alphabétique.
# Après deux tours, son nom décrit tout ce qui l'entoure à deux liaisons de distance. L'empreinte est l'ensemble de tous les noms rencontrés.


# %%
def empreinte_atomes(smiles, tours=2):
    """Renvoie l'ensemble des environnements d'atomes, jusqu'à `tours` liaisons de distance."""
    symboles, voisins = graphe(smiles)
    noms, tous = symboles, set(symboles)
    for _ in range(tours):
        noms = [
            f"{nom}({' '.join(sorted(noms[v] for v in voisins[i]))})"
            for i, nom in enumerate(noms)
        ]
        tous |= set(noms)
    return tous


print(sorted(empreinte_atomes("CCO", tours=1)))
print("CCO et OCC :", tanimoto(empreinte_atomes("CCO"), empreinte_atomes("OCC")))
for a, b in [("éthanol", "acide acétique"), ("glycine", "acide acétique"), ("phénol", "benzène")]:
    ressemblance = tanimoto(empreinte_atomes(etagere[a]), empreinte_atomes(etagere[b]))
    print(f"{a} et {b} : {ressemblance:.2f}")

# %% [markdown]
# Les deux écritures de l'éthanol donnent maintenant la même empreinte : 1,0. C'est, en dix lignes, l'idée de H. L. Morgan (1965),
# que les chimistes emploient tous les jours sous le nom d'empreintes *circulaires* (celles de RDKit retiennent aussi les liaisons doubles et les charges, que nous avons ignorées).
#
# ## 2. À compléter : un mauvais découpage (12 minutes)
#
# Que se passe-t-il si l'on oublie `Cl` et `Br` dans le découpage ? Remplacez les points par `list("ClC(Cl)Cl")` et comptez les carbones.

# %%
mauvais = ...

if mauvais is ...:
    print('Pas encore de réponse : list("texte") coupe un texte lettre par lettre.')
else:
    print(
        mauvais,
        "->",
        mauvais.count("C"),
        "« carbones » ; il y en a un seul dans le chloroforme",
    )

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Quatre « carbones » et trois « l ». Aucune erreur ne s'affiche : un mauvais codage ne prévient pas.
# </details>
#
# ## 3. À écrire : la part d'hétéroatomes (16 minutes)
#
# Écrivez une fonction qui donne la part d'atomes lourds autres que le carbone. Servez-vous de `atomes`.


# %%
def part_hetero(smiles):
    """Renvoie la part d'atomes lourds qui ne sont pas du carbone."""
    return ...


reponses = [part_hetero("CCO"), part_hetero("C1CCCCC1")]
if ... in reponses:
    print(
        "Pas encore de réponse : `compte = atomes(smiles)`, puis `1 - compte['C'] / total`."
    )
elif abs(reponses[0] - 1 / 3) < 1e-9 and reponses[1] == 0:
    print("Oui : un atome sur trois dans l'éthanol, aucun dans le cyclohexane.")
else:
    print(f"[0.333…, 0.0] attendu, {reponses!r} obtenu.")

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def part_hetero(smiles):
#     compte = atomes(smiles)
#     total = sum(compte.values())
#     return (total - compte["C"]) / total
# ```
# </details>
#
# ## À retenir
#
# - SMILES : une ligne de texte par molécule, plusieurs écritures possibles.
# - Descripteurs et empreintes sont des choix ; ils décident de qui ressemble à qui.
# - Une molécule est un graphe : une empreinte qui part des atomes ne dépend plus de l'écriture.
# - Un mauvais découpage ne provoque aucune erreur : vérifiez sur des molécules connues.
