# %% [markdown]
# # Exercice 1.1 : premiers gestes sur un tableau
#
# Vous avez sous la main le relevé forestier de quatre villages : 120 arbres, une ligne par arbre.
# Ce relevé est **inventé** (sa recette est dans le dossier `data`), mais ses défauts sont ceux des vrais relevés.
#
# **Comment travailler ici**
#
# 1. Lisez la question, puis la cellule de code qui la suit.
# 2. Effacez les lignes `# ÉCRIRE ICI` et `raise NotImplementedError()`, et écrivez votre réponse à leur place,
#    avec le même décalage vers la droite.
# 3. Exécutez votre cellule (touches Maj + Entrée), puis la cellule de tests juste en dessous.
# 4. Rien ne s'affiche : les tests visibles passent. Un message rouge s'affiche : lisez sa dernière ligne,
#    elle dit ce qui était attendu et ce que votre fonction a donné.
#    `NotImplementedError` veut seulement dire : la réponse n'est pas encore écrite.
#
# Les cellules de tests ne se modifient pas.
# À l'envoi, d'autres tests essaient votre fonction sur d'autres tableaux : une réponse recopiée du message ne suffira donc pas.

# %%
import pandas as pd

arbres = pd.read_csv("data/arbres.csv")
arbres.head()

# %% [markdown]
# Chaque colonne a un sens et une unité :
#
# | colonne | unité | sens |
# |---|---|---|
# | `numero` | – | plaque clouée sur l'arbre |
# | `commune` | – | village |
# | `essence` | – | sapin, épicéa, hêtre ou chêne |
# | `circonference_cm` | centimètres | tour du tronc, à 1,30 m du sol |
# | `hauteur_m` | mètres | hauteur |
# | `annee` | – | année de la mesure |
#
# Pour essayer vos fonctions, voici aussi un tableau minuscule, que l'on peut vérifier de tête.

# %%
petit = pd.DataFrame(
    {
        "essence": ["chêne", "sapin", "chêne", "hêtre"],
        "hauteur_m": [21.5, 30.0, None, 26.0],
    }
)
petit

# %% [markdown]
# ## Question 1 : combien de lignes, combien de colonnes ? (5 minutes)
#
# Écrivez la fonction `dimensions`, qui reçoit un tableau et renvoie deux nombres :
# d'abord le nombre de **lignes**, puis le nombre de **colonnes**.
# Pour renvoyer deux nombres, on les sépare par une virgule : `return 3, 5`.
#
# Une ligne compte même s'il y manque une valeur.


# %% solution="dimensions"
def dimensions(tableau):
    """Renvoie le nombre de lignes et le nombre de colonnes du tableau."""
    ### BEGIN SOLUTION
    return len(tableau), len(tableau.columns)
    ### END SOLUTION


# %% points=1 tests="dimensions"
obtenu = dimensions(petit)
assert isinstance(obtenu, tuple), (
    f"dimensions(petit) : deux nombres séparés par une virgule attendus, {obtenu!r} obtenu"
)
assert obtenu == (4, 2), f"dimensions(petit) : (4, 2) attendu, {obtenu!r} obtenu"
obtenu = dimensions(arbres)
assert obtenu == (120, 6), f"dimensions(arbres) : (120, 6) attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
large = pd.DataFrame({"a": [1.0], "b": [None], "c": [3.0], "d": ["x"]})
obtenu = dimensions(large)
assert obtenu == (1, 4), f"tableau de 1 ligne et 4 colonnes : (1, 4) attendu, {obtenu!r} obtenu"
trous = pd.DataFrame({"a": [None, None, 2.0], "b": [None, 5.0, None]})
obtenu = dimensions(trous)
assert obtenu == (3, 2), (
    f"tableau de 3 lignes et 2 colonnes, avec des valeurs manquantes : (3, 2) attendu, {obtenu!r} obtenu"
)
decale = pd.DataFrame({"a": [7, 8, 9, 10, 11]}, index=[3, 9, 20, 40, 41])
obtenu = dimensions(decale)
assert obtenu == (5, 1), (
    f"tableau de 5 lignes numérotées 3, 9, 20, 40 et 41 : (5, 1) attendu, {obtenu!r} obtenu"
)
vide = pd.DataFrame({"a": [], "b": [], "c": []})
obtenu = dimensions(vide)
assert obtenu == (0, 3), (
    f"tableau sans aucune ligne, avec 3 colonnes : (0, 3) attendu, {obtenu!r} obtenu"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : ne garder que certaines lignes (10 minutes)
#
# Écrivez la fonction `arbres_de`, qui reçoit un tableau et le nom d'une essence,
# et renvoie un tableau qui contient **seulement** les lignes de cette essence, avec toutes les colonnes.
# Si l'essence n'y est pas, le tableau renvoyé n'a aucune ligne.
#
# On cherche l'essence exacte : demander `"sapin"` ne doit pas ramener les `"sapin pectiné"`.


# %% solution="selection"
def arbres_de(tableau, essence):
    """Renvoie les lignes du tableau dont la colonne essence est égale à l'essence demandée."""
    ### BEGIN SOLUTION
    return tableau[tableau["essence"] == essence]
    ### END SOLUTION


# %% points=2 tests="selection"
obtenu = arbres_de(petit, "chêne")
assert isinstance(obtenu, pd.DataFrame), (
    f"arbres_de(petit, 'chêne') : un tableau attendu, {type(obtenu).__name__} obtenu"
)
assert len(obtenu) == 2, (
    f"arbres_de(petit, 'chêne') : 2 lignes attendues (petit contient deux chênes), {len(obtenu)} obtenues"
)
assert list(obtenu.columns) == ["essence", "hauteur_m"], (
    "arbres_de(petit, 'chêne') : toutes les colonnes attendues, ['essence', 'hauteur_m'], "
    f"{list(obtenu.columns)!r} obtenues"
)
### BEGIN HIDDEN TESTS
foret = pd.DataFrame(
    {
        "numero": [11, 12, 13, 14, 15, 16],
        "commune": ["Val-Serein", "sapin", "hêtre", "Val-Serein", "Haut-du-Ban", "Val-Serein"],
        "essence": ["sapin pectiné", "sapin", "hêtre", None, "sapin", "Sapin"],
        "hauteur_m": [31.0, 28.5, None, 22.0, None, 12.0],
    }
)
obtenu = arbres_de(foret, "sapin")
assert isinstance(obtenu, pd.DataFrame), f"un tableau attendu, {type(obtenu).__name__} obtenu"
assert list(obtenu["numero"]) == [12, 15], (
    "forêt où les arbres 12 et 15 sont des 'sapin', avec aussi un 'sapin pectiné' et un 'Sapin' : "
    f"arbres [12, 15] attendus, {list(obtenu['numero'])!r} obtenus"
)
assert list(obtenu.columns) == ["numero", "commune", "essence", "hauteur_m"], (
    f"toutes les colonnes attendues, dans le même ordre, {list(obtenu.columns)!r} obtenues"
)
obtenu = arbres_de(foret, "hêtre")
assert list(obtenu["numero"]) == [13], (
    f"forêt dont le seul hêtre est l'arbre 13 : [13] attendu, {list(obtenu['numero'])!r} obtenu"
)
obtenu = arbres_de(foret, "if")
assert isinstance(obtenu, pd.DataFrame), (
    f"essence absente : un tableau sans ligne attendu, {type(obtenu).__name__} obtenu"
)
assert len(obtenu) == 0, f"essence absente : 0 ligne attendue, {len(obtenu)} obtenues"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : quand un nombre arrive sous forme de texte (15 minutes)
#
# Une partie du carnet a été saisie à la main, dans un tableur réglé en français.
# Pour Python, `"12,5"` entre guillemets n'est pas un nombre : c'est un texte de quatre caractères.
#
# Écrivez la fonction `en_nombre`, qui reçoit un texte et renvoie :
#
# - le nombre qu'il représente, qu'il soit écrit avec une virgule ou avec un point ;
# - `None` (« rien ») si le texte est vide, ne contient que des espaces, ou est un point d'interrogation.
#
# Des espaces peuvent traîner avant ou après.
#
# Boîte à outils : `texte.strip()` enlève les espaces du début et de la fin ;
# `texte.replace("a", "o")` remplace chaque a par un o ; `float("12.5")` change un texte en nombre.


# %% solution="en-nombre"
def en_nombre(texte):
    """Renvoie le nombre écrit dans le texte, ou None s'il n'y en a pas."""
    ### BEGIN SOLUTION
    propre = texte.strip()
    if propre == "" or propre == "?":
        return None
    return float(propre.replace(",", "."))
    ### END SOLUTION


# %% points=2 tests="en-nombre"
for texte, attendu in [("12,5", 12.5), ("7", 7.0), ("30.25", 30.25), (" 18,0 ", 18.0)]:
    obtenu = en_nombre(texte)
    assert obtenu == attendu, f"en_nombre({texte!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
    assert isinstance(obtenu, (int, float)), (
        f"en_nombre({texte!r}) : un nombre attendu, {type(obtenu).__name__} obtenu"
    )
obtenu = en_nombre("?")
assert obtenu is None, f"en_nombre('?') : None attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for texte, attendu in [
    ("0,5", 0.5),
    ("-3,25", -3.25),
    ("  144", 144.0),
    ("99.9  ", 99.9),
    ("0", 0.0),
    ("1250,75", 1250.75),
    ("21 ", 21.0),
]:
    try:
        obtenu = en_nombre(texte)
    except ValueError:
        obtenu = "un arrêt sur ValueError"
    assert obtenu is not None, f"en_nombre({texte!r}) : {attendu!r} attendu, None obtenu"
    assert obtenu == attendu, f"en_nombre({texte!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
for texte in ["", "   ", " ? ", "?"]:
    try:
        obtenu = en_nombre(texte)
    except ValueError:
        obtenu = "un arrêt sur ValueError"
    assert obtenu is None, f"en_nombre({texte!r}) : None attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS
