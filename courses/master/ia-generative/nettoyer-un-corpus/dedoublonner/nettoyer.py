# %% [markdown]
# # Exercice 1.1 : nettoyer sans abîmer
#
# Un corpus arrive du Web, d'archives et de numérisations. Avant tout modèle, trois décisions. Environ 55 minutes.

# %%
import unicodedata

brut = "La  re\u0301colte\u00a0:\t42\x07 tonnes \n\n\n\n de   mirabelles. "

# %% [markdown]
# ## Question 1 : normaliser (20 minutes)
#
# Écrivez `normaliser(texte)`, qui, dans cet ordre :
#
# 1. compose les accents (forme Unicode NFC) ;
# 2. retire les caractères de commande (catégorie `Cc`), **sauf** la fin de ligne `\n` et la tabulation `\t` ;
# 3. remplace toute suite d'espaces, de tabulations et d'espaces insécables (`\u00a0`, `\u202f`) par **une** espace ;
# 4. retire les espaces au début et à la fin de chaque ligne ;
# 5. ramène trois fins de ligne ou plus à **deux** (un paragraphe), et retire les fins de ligne du début et de la fin du texte.


# %% solution="normaliser"
def normaliser(texte):
    """Renvoie le texte normalisé : accents composés, espaces et lignes réduites."""
    ### BEGIN SOLUTION
    import re

    compose = unicodedata.normalize("NFC", texte)
    propre = "".join(c for c in compose if c in "\n\t" or unicodedata.category(c) != "Cc")
    propre = re.sub("[ \t\u00a0\u202f]+", " ", propre)
    propre = "\n".join(ligne.strip(" ") for ligne in propre.split("\n"))
    return re.sub("\n{3,}", "\n\n", propre).strip("\n")
    ### END SOLUTION


# %% points=3 tests="normaliser"
obtenu = normaliser(brut)
attendu = "La r\u00e9colte : 42 tonnes\n\nde mirabelles."
assert obtenu == attendu, f"normaliser(brut) : {attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for texte, attendu in [
    ("e\u0301te\u0301", "\u00e9t\u00e9"),
    ("a\x00b\x1fc", "abc"),
    ("un\tdeux", "un deux"),
    ("12\u202f000\u00a0 \u20ac", "12 000 \u20ac"),
    ("a\n\nb", "a\n\nb"),
    ("a\n\n\nb\n", "a\n\nb"),
    ("\n\n  titre  \n texte \n", "titre\ntexte"),
    ("a \n \n \n b", "a\n\nb"),
    ("\u2116 5", "\u2116 5"),
    ("", ""),
    ("x\r\ny", "x\ny"),
]:
    obtenu = normaliser(texte)
    assert obtenu == attendu, f"normaliser({texte!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : est-ce du texte ? (15 minutes)
#
# Écrivez `est_du_texte(texte, mots_min=5, part_lettres=0.6, part_repetee=0.5)`, qui renvoie vrai si les trois conditions sont remplies :
#
# - au moins `mots_min` mots (découpage par espaces) ;
# - les lettres (`str.isalpha`) font **au moins** `part_lettres` des caractères autres que les blancs ;
# - le mot le plus fréquent (en minuscules) fait **au plus** `part_repetee` des mots.


# %% solution="qualite"
def est_du_texte(texte, mots_min=5, part_lettres=0.6, part_repetee=0.5):
    """Renvoie True si le texte a assez de mots, de lettres et de variété."""
    ### BEGIN SOLUTION
    mots = texte.lower().split()
    if len(mots) < max(mots_min, 1):
        return False
    caracteres = "".join(mots)
    lettres = sum(c.isalpha() for c in caracteres) / len(caracteres)
    plus_frequent = max(mots.count(mot) for mot in mots) / len(mots)
    return lettres >= part_lettres and plus_frequent <= part_repetee
    ### END SOLUTION


# %% points=2 tests="qualite"
obtenu = est_du_texte("Les mirabelles mûrissent en août.")
assert obtenu is True or obtenu == 1, f"une phrase de cinq mots : True attendu, {obtenu!r} obtenu"
obtenu = est_du_texte("12 45 33 21 == 90 77")
assert not obtenu, f"des chiffres : False attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for arguments, attendu in [
    (("un deux trois quatre",), False),
    (("un deux trois quatre cinq",), True),
    (("ha ha ha non oui",), False),
    (("Ha hA si non", 4), True),
    (("aa b b b", 4), False),
    (("Ha hA HA si", 4), False),
    (("mirabelle", 1, 0.6, 1.0), True),
    (("mirabelle", 2, 0.6, 1.0), False),
    (("abc 12", 2, 0.6), True),
    (("ab 12 cd 3456", 2, 0.5), False),
    (("ab 12 cd 34", 2, 0.5), True),
    (("",), False),
    (("", 0), False),
    (("mot mot", 2, 0.6, 1.0), True),
    (("a b c d", 2, 0.6, 0.25), True),
]:
    obtenu = est_du_texte(*arguments)
    assert bool(obtenu) == attendu, (
        f"est_du_texte{arguments!r} : {attendu} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : les doublons exacts (12 minutes)
#
# Deux textes sont le même s'ils sont égaux une fois en minuscules et leurs blancs ramenés à une espace (sans blanc au début ni à la fin).
# Écrivez `doublons(textes)`, qui renvoie la liste des groupes d'indices **de deux textes ou plus**, chacun trié, les groupes dans l'ordre de leur premier indice.


# %% solution="exacts"
def doublons(textes):
    """Renvoie les groupes d'indices de textes identiques à la casse et aux blancs près."""
    ### BEGIN SOLUTION
    groupes = {}
    for indice, texte in enumerate(textes):
        groupes.setdefault(" ".join(texte.lower().split()), []).append(indice)
    return [indices for indices in groupes.values() if len(indices) > 1]
    ### END SOLUTION


# %% points=2 tests="exacts"
obtenu = [list(groupe) for groupe in doublons(["Bonjour  à tous", "autre", "bonjour à\ntous "])]
assert obtenu == [[0, 2]], f"premier et troisième identiques : [[0, 2]] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for textes, attendu in [
    ([], []),
    (["a", "b"], []),
    (["x", "Y", "X", "y", "x "], [[0, 2, 4], [1, 3]]),
    (["", "  ", "z"], [[0, 1]]),
    (["ab", "a b", "A  B"], [[1, 2]]),
    (["a b", "a xb"], []),
    (["b", "a", "a", "b"], [[0, 3], [1, 2]]),
]:
    obtenu = [list(groupe) for groupe in doublons(textes)]
    assert obtenu == attendu, f"doublons({textes!r}) : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS
