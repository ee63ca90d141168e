# %% [markdown]
# # Fusionner des paires
#
# **Ce que vous allez apprendre.** Construire pas à pas un découpage par paires d'octets, le même principe que celui des grands modèles,
# et voir ce qu'il coûte à une langue qu'il a peu vue.
#
# **Avant de commencer.** Dictionnaires, chaînes et octets en Python.
#
# **Durée.** 50 minutes.

# %% [markdown]
# ## 1. Exemple travaillé : vingt fusions (25 minutes)
#
# ### Étape 1 : partir des octets
#
# Tout texte est une suite d'octets, de 0 à 255 : avec 256 jetons, on sait tout écrire, même un mot jamais vu. Mais c'est long.

# %%
texte = "la vigne, les vignes, le vigneron et la vigneronne vendangent la vigne"
octets = list(texte.encode("utf-8"))
print(len(texte), "caractères,", len(octets), "octets :", octets[:8])

# %% [markdown]
# ### Étape 2 : compter les paires voisines

# %%
from collections import Counter


def paires(suite):
    """Renvoie le nombre d'apparitions de chaque paire de jetons voisins."""
    return Counter(zip(suite, suite[1:]))


print(paires(octets).most_common(3))

# %% [markdown]
# ### Étape 3 : fusionner la plus fréquente
#
# La paire devient un nouveau jeton, numéroté 256, puis 257, et ainsi de suite. On remplace de gauche à droite.


# %%
def fusionner(suite, paire, nouveau):
    """Renvoie la suite où la paire est remplacée par le nouveau jeton, de gauche à droite."""
    resultat, i = [], 0
    while i < len(suite):
        if i + 1 < len(suite) and (suite[i], suite[i + 1]) == paire:
            resultat.append(nouveau)
            i += 2
        else:
            resultat.append(suite[i])
            i += 1
    return resultat


print(fusionner([1, 2, 1, 2, 2], (1, 2), 9))

# %% [markdown]
# ### Étape 4 : recommencer

# %%
vocabulaire = {i: bytes([i]) for i in range(256)}
suite, fusions = list(octets), {}
for nouveau in range(256, 276):
    compte = paires(suite)
    paire = max(compte, key=lambda p: (compte[p], -p[0], -p[1]))
    suite = fusionner(suite, paire, nouveau)
    fusions[paire] = nouveau
    vocabulaire[nouveau] = vocabulaire[paire[0]] + vocabulaire[paire[1]]
print(len(octets), "octets ->", len(suite), "jetons")
print([vocabulaire[j].decode("utf-8", "replace") for j in suite])

# %% [markdown]
# « la vigne » est devenu un seul jeton : il revient souvent. « vigneron » en compte deux : les fusions ont redécouvert un suffixe sans connaître la grammaire.
#
# Vos jetons passent par-dessus les espaces (« la vigne », « t la vigne »). Les découpages des grands modèles l'évitent : ils coupent d'abord le texte en mots,
# puis fusionnent **à l'intérieur** de chaque mot. C'est ce que vous ferez dans l'exercice. Ils réservent aussi quelques jetons spéciaux, par exemple pour la fin d'un document.
#
# ### Étape 5 : coder un texte nouveau
#
# On rejoue les fusions **dans l'ordre où elles ont été apprises** : la plus ancienne d'abord.


# %%
def coder(nouveau_texte):
    """Renvoie les jetons du texte, fusions appliquées de la plus ancienne à la plus récente."""
    jetons = list(nouveau_texte.encode("utf-8"))
    for paire, jeton in fusions.items():
        jetons = fusionner(jetons, paire, jeton)
    return jetons


for essai in ["la vigneronne", "the vineyard", "d'Räewa"]:
    print(f"{essai!r} : {len(essai)} caractères, {len(coder(essai))} jetons")

# %% [markdown]
# Le français du corpus est court ; l'anglais et l'alsacien, jamais vus, restent à un jeton par octet ou presque.
# Un texte deux fois plus long en jetons coûte deux fois plus d'énergie, et tient moins bien dans la fenêtre du modèle.
#
# ### Étape 6 : voir le gain ralentir

# %%
import matplotlib.pyplot as plt

suite_courante, longueurs = list(octets), [len(octets)]
for paire, jeton in fusions.items():
    suite_courante = fusionner(suite_courante, paire, jeton)
    longueurs.append(len(suite_courante))
figure, axe = plt.subplots(figsize=(7, 3.2))
axe.plot(longueurs, marker=".")
axe.set_xlabel("nombre de fusions")
axe.set_ylabel("jetons du texte")
axe.set_title("Chaque fusion gagne un peu moins")
plt.show()

# %% [markdown]
# **La figure en mots.** Une courbe qui descend vite, de 70 jetons, puis de plus en plus lentement jusqu'à 16 après vingt fusions.
#
# ## 2. À compléter : décoder (10 minutes)
#
# Décoder, c'est recoller les octets de chaque jeton. Remplacez les points par les octets mis bout à bout.

# %%
colles = ...

if colles is ...:
    print('Pas encore de réponse : b"".join(vocabulaire[jeton] for jeton in suite)')
else:
    print(colles.decode("utf-8") == texte)

# %% [markdown]
# <details>
# <summary>Voir la réponse</summary>
#
# Le texte revient à l'identique : ce découpage est **sans perte**, quel que soit le texte.
# </details>
#
# ## 3. À écrire : la fécondité (15 minutes)
#
# La **fécondité** d'un découpage est son nombre moyen de jetons par mot. Écrivez-la pour un texte découpé par espaces.


# %%
def fecondite(nouveau_texte):
    """Renvoie le nombre moyen de jetons par mot."""
    return ...


reponse = fecondite("vigne vigne")
if reponse is ...:
    print("Pas encore de réponse : une moyenne de len(coder(mot)) sur les mots.")
elif reponse != len(coder("vigne")):
    print(f"{len(coder('vigne'))} attendu pour « vigne vigne », {reponse!r} obtenu.")
else:
    print(
        f"{reponse:.2f} jeton par mot pour « vigne vigne », {fecondite('Räewa Räewa'):.2f} pour « Räewa Räewa »"
    )

# %% [markdown]
# <details>
# <summary>Voir une réponse</summary>
#
# ```python
# def fecondite(nouveau_texte):
#     mots = nouveau_texte.split()
#     return sum(len(coder(mot)) for mot in mots) / len(mots)
# ```
# </details>
#
# ## Trois idées fausses
#
# - « Un jeton est un mot. » C'est une suite d'octets fréquente : un bout de mot, un mot, ou deux mots collés.
# - « On applique la fusion la plus longue d'abord. » On les rejoue dans l'ordre où elles ont été apprises ; un autre ordre donne d'autres jetons que ceux que le modèle connaît.
# - « Un caractère est un octet. » « é » en fait deux, et un jeton peut s'arrêter au milieu : d'où le caractère de remplacement au décodage.
#
# ## À retenir
#
# - Des octets, des fusions apprises dans l'ordre, rejouées dans l'ordre.
# - Sans perte, toujours : vérifiez-le.
# - La fécondité par langue est une mesure d'équité autant que de coût.
#
# **Sources.** R. Sennrich et al., 2016, [arXiv:1508.07909](https://arxiv.org/abs/1508.07909) (paires d'octets). A. Petrov et al., 2023, [arXiv:2305.15425](https://arxiv.org/abs/2305.15425) (inégalité entre langues).
