# %% [markdown]
# # Exercice 4.1 : masquer, puis mesurer
#
# L'hôpital de jour des Trois-Vallées et l'atelier qui fabrique ses prothèses (inventés tous deux) veulent échanger un fichier. **Séance de 30 minutes.**

# %%
import hashlib
import hmac
import re

import pandas as pd

cle = b"gardee au coffre"
equipe = pd.DataFrame(
    {
        "age": [34, 38, 35, 61, 34],
        "service": ["atelier", "atelier", "atelier", "bureau", "atelier"],
    }
)

# %% [markdown]
# ## Question 1 : un pseudonyme stable (8 minutes)
#
# Écrivez `pseudonyme`, qui reçoit un nom (texte) et une clé secrète (octets), et renvoie les **12 premiers** caractères
# de l'empreinte hexadécimale HMAC-SHA256 du nom. « Anne Weber », « anne weber » et « Anne Weber » suivie d'espaces
# sont la même personne : mettez en minuscules et retirez les espaces du début et de la fin **avant** de calculer.
#
# (Pourquoi pas une simple empreinte ? Parce qu'avec l'annuaire, on la recalculerait pour tout le monde. La clé l'empêche.)


# %% solution="pseudonyme"
def pseudonyme(nom, cle):
    """Renvoie un pseudonyme stable de 12 caractères hexadécimaux."""
    ### BEGIN SOLUTION
    normalise = nom.strip().lower().encode()
    return hmac.new(cle, normalise, hashlib.sha256).hexdigest()[:12]
    ### END SOLUTION


# %% points=2 tests="pseudonyme"
obtenu = pseudonyme("Anne Weber", cle)
assert obtenu == pseudonyme("  anne weber ", cle), (
    "« Anne Weber » et «   anne weber  » : le même pseudonyme attendu"
)
assert len(obtenu) == 12, f"12 caractères attendus, {len(obtenu)} obtenus ({obtenu!r})"
### BEGIN HIDDEN TESTS
for nom, secret in [("Anne Weber", b"gardee au coffre"), (" Zoé MULLER", b"autre"), ("a", b"k")]:
    attendu = hmac.new(secret, nom.strip().lower().encode(), hashlib.sha256).hexdigest()[:12]
    obtenu = pseudonyme(nom, secret)
    assert obtenu == attendu, (
        f"nom {nom!r}, clé {secret!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
assert pseudonyme("Anne  Weber", cle) != pseudonyme("Anne Weber", cle), (
    "seules les espaces du début et de la fin sont retirées : deux pseudonymes différents attendus"
)
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : expurger un compte rendu (12 minutes)
#
# Écrivez `expurger`, qui reçoit un texte et remplace chaque adresse de courriel par `[courriel]`
# et chaque numéro de téléphone français par `[telephone]`. Le reste ne change pas.
#
# - Courriel : des lettres, chiffres, `.`, `_`, `%`, `+` ou `-`, puis `@`, puis un domaine de lettres, chiffres, `.` ou `-`,
#   qui finit par un point et au moins deux lettres.
# - Téléphone : `0` ou `+33` (suivi ou non d'une espace), un chiffre de 1 à 9, puis quatre paires de chiffres,
#   chacune précédée ou non d'une espace, d'un point ou d'un tiret. Il n'est collé à aucun autre chiffre, ni avant ni après :
#   un numéro de lot de quinze chiffres n'est pas un téléphone.


# %% solution="expurger"
def expurger(texte):
    """Renvoie le texte sans adresses de courriel ni numéros de téléphone français."""
    ### BEGIN SOLUTION
    sans_courriel = re.sub(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", "[courriel]", texte)
    return re.sub(r"(?<!\d)(?:\+33 ?|0)[1-9](?:[ .-]?\d{2}){4}(?!\d)", "[telephone]", sans_courriel)
    ### END SOLUTION


# %% points=3 tests="expurger"
obtenu = expurger("Joindre lea.kuhn@exemple.fr ou 03 88 12 34 56 avant midi.")
attendu = "Joindre [courriel] ou [telephone] avant midi."
assert obtenu == attendu, f"{attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for texte, attendu in [
    ("Tel. 0388123456.", "Tel. [telephone]."),
    ("Tel. 03.88.12.34.56, 03-88-12-34-56", "Tel. [telephone], [telephone]"),
    ("+33 6 11 22 33 44 et +33611223344", "[telephone] et [telephone]"),
    ("lot 903881234567890", "lot 903881234567890"),
    ("lot 0388123456789", "lot 0388123456789"),
    ("code 00 88 12 34 56", "code 00 88 12 34 56"),
    ("a.b+c_d%e-f@sous.domaine-long.eu, fin", "[courriel], fin"),
    ("pas@domaine", "pas@domaine"),
    ("deux : x@y.fr;z@t.org", "deux : [courriel];[courriel]"),
    ("Prix 12 50 euros, 3 pièces", "Prix 12 50 euros, 3 pièces"),
    ("", ""),
]:
    obtenu = expurger(texte)
    assert obtenu == attendu, f"texte {texte!r} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : le plus petit groupe (8 minutes)
#
# Écrivez `plus_petit_groupe`, qui reçoit un tableau et une liste de colonnes
# et renvoie la taille du plus petit groupe de lignes qui ont les mêmes valeurs dans ces colonnes.
# Une valeur manquante est une valeur comme une autre : elle désigne aussi. Un tableau vide renvoie 0.


# %% solution="plus-petit-groupe"
def plus_petit_groupe(tableau, colonnes):
    """Renvoie le k de la k-anonymité du tableau pour ces colonnes."""
    ### BEGIN SOLUTION
    if len(tableau) == 0:
        return 0
    return int(tableau.groupby(colonnes, dropna=False).size().min())
    ### END SOLUTION


# %% points=2 tests="plus-petit-groupe"
obtenu = plus_petit_groupe(equipe, ["service"])
assert obtenu == 1, f"une seule personne au bureau : 1 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
table = pd.DataFrame(
    {
        "x": ["a", "a", "b", "b", "b", "a", "b"],
        "y": [1, 1, 2, 2, 2, 1, 3],
        "z": ["u", "u", None, "u", "u", "u", None],
    }
)
for lignes, colonnes, attendu in [
    (table, ["x"], 3),
    (table, ["x", "y"], 1),
    (table.iloc[:6], ["x", "y"], 3),
    (table, ["z"], 2),
    (table.iloc[:4], ["z"], 1),
    (table.iloc[:0], ["x"], 0),
]:
    obtenu = plus_petit_groupe(lignes, colonnes)
    assert obtenu == attendu, (
        f"{len(lignes)} lignes, colonnes {colonnes!r} : {attendu} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS
