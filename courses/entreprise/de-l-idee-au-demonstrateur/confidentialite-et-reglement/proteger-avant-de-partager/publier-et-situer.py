# %% [markdown]
# # Exercice 4.2 : publier, puis situer l'usage
#
# La coopérative laitière du Sundgau (inventée) publie un bilan des accidents et réfléchit à un outil de recrutement. **Séance de 30 minutes, plus une question rédigée.**

# %%
accidents = {"quai": 14, "cave": 3, "bureau": 0, "transport": 22}

# %% [markdown]
# ## Question 1 : des tranches (6 minutes)
#
# Écrivez `tranche`, qui reçoit un âge entier et une largeur (10 par défaut) et renvoie la tranche sous la forme `"30-39"`.


# %% solution="tranche"
def tranche(age, largeur=10):
    """Renvoie la tranche d'âge, bornes comprises, par exemple « 30-39 »."""
    ### BEGIN SOLUTION
    bas = age // largeur * largeur
    return f"{bas}-{bas + largeur - 1}"
    ### END SOLUTION


# %% points=1 tests="tranche"
obtenu = tranche(34)
assert obtenu == "30-39", f"tranche(34) : '30-39' attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for arguments, attendu in [
    ((40,), "40-49"),
    ((39,), "30-39"),
    ((7,), "0-9"),
    ((34, 20), "20-39"),
    ((34, 5), "30-34"),
    ((60, 15), "60-74"),
]:
    obtenu = tranche(*arguments)
    assert obtenu == attendu, f"tranche{arguments} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : un tableau publiable (15 minutes)
#
# Le bilan publie le **total**. Si une seule case est cachée, une soustraction la retrouve. Écrivez `tableau_publiable`,
# qui reçoit un dictionnaire nom → nombre et un seuil, et renvoie un **nouveau** dictionnaire, mêmes noms, même ordre :
#
# 1. toute case de 1 à `seuil - 1` est remplacée par `None` (une case nulle est publiée) ;
# 2. s'il y a **exactement une** case cachée, on cache aussi la plus petite des cases non nulles restantes
#    (à égalité, la première dans l'ordre du dictionnaire) ; s'il n'en reste aucune, on cache tout.


# %% solution="tableau-publiable"
def tableau_publiable(nombres, seuil):
    """Renvoie le tableau dont les petites cases, et au besoin une seconde, sont cachées."""
    ### BEGIN SOLUTION
    publies = {nom: None if 0 < nombre < seuil else nombre for nom, nombre in nombres.items()}
    if list(publies.values()).count(None) == 1:
        restants = [nom for nom, nombre in publies.items() if nombre]
        if not restants:
            return {nom: None for nom in nombres}
        publies[min(restants, key=lambda nom: publies[nom])] = None
    return publies
    ### END SOLUTION


# %% points=3 tests="tableau-publiable"
obtenu = tableau_publiable(accidents, 11)
attendu = {"quai": None, "cave": None, "bureau": 0, "transport": 22}
assert obtenu == attendu, f"seuil 11 : {attendu!r} attendu, {obtenu!r} obtenu"
assert accidents["cave"] == 3, "le dictionnaire reçu doit rester intact : 3 attendu pour la cave"
### BEGIN HIDDEN TESTS
for nombres, seuil, attendu in [
    ({"a": 11, "b": 10, "c": 12}, 11, {"a": None, "b": None, "c": 12}),
    ({"a": 5, "b": 6, "c": 40}, 11, {"a": None, "b": None, "c": 40}),
    ({"a": 20, "b": 30}, 11, {"a": 20, "b": 30}),
    ({"a": 3, "b": 0}, 11, {"a": None, "b": None}),
    ({"a": 1, "b": 15, "c": 15}, 5, {"a": None, "b": None, "c": 15}),
    ({"a": 30, "b": 2, "c": 20, "d": 25}, 3, {"a": 30, "b": None, "c": None, "d": 25}),
    ({"a": 0, "b": 0}, 11, {"a": 0, "b": 0}),
    ({}, 11, {}),
]:
    obtenu = tableau_publiable(nombres, seuil)
    assert obtenu == attendu, (
        f"tableau {nombres!r}, seuil {seuil} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
    assert list(obtenu) == list(nombres), (
        f"même ordre attendu : {list(nombres)!r}, {list(obtenu)!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : quel niveau de risque ? (9 minutes)
#
# Une fiche d'usage est un dictionnaire à quatre clés, vrai ou faux chacune :
#
# - `"emotions_au_travail"` : déduit les émotions du personnel, sans raison médicale ni de sécurité ;
# - `"decide_sur_des_personnes"` : trie des candidatures, note ou oriente des personnes au travail ou en formation ;
# - `"composant_de_securite"` : assure la sécurité d'une machine ou d'une installation ;
# - `"parle_ou_fabrique"` : converse avec des gens ou fabrique textes, images ou sons.
#
# Écrivez `niveau`, qui renvoie `"interdit"`, `"haut risque"`, `"transparence"` ou `"minimal"` : **le plus grave** qui convient
# (règle simplifiée pour apprendre ; la vraie qualification se fait avec une personne juriste).
# S'il manque une clé, on ne devine pas : levez une `ValueError`.


# %% solution="niveau"
def niveau(fiche):
    """Renvoie le niveau de risque le plus grave de la fiche d'usage."""
    ### BEGIN SOLUTION
    attendues = {
        "emotions_au_travail",
        "decide_sur_des_personnes",
        "composant_de_securite",
        "parle_ou_fabrique",
    }
    manquantes = attendues - set(fiche)
    if manquantes:
        raise ValueError(f"il manque {sorted(manquantes)}")
    if fiche["emotions_au_travail"]:
        return "interdit"
    if fiche["decide_sur_des_personnes"] or fiche["composant_de_securite"]:
        return "haut risque"
    return "transparence" if fiche["parle_ou_fabrique"] else "minimal"
    ### END SOLUTION


# %% points=2 tests="niveau"
tri_de_candidatures = {
    "emotions_au_travail": False,
    "decide_sur_des_personnes": True,
    "composant_de_securite": False,
    "parle_ou_fabrique": True,
}
obtenu = niveau(tri_de_candidatures)
assert obtenu == "haut risque", (
    f"un outil qui trie des candidatures et converse : 'haut risque' attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
cles = [
    "emotions_au_travail",
    "decide_sur_des_personnes",
    "composant_de_securite",
    "parle_ou_fabrique",
]
for valeurs, attendu in [
    ((False, False, False, False), "minimal"),
    ((False, False, False, True), "transparence"),
    ((False, False, True, False), "haut risque"),
    ((False, False, True, True), "haut risque"),
    ((False, True, False, False), "haut risque"),
    ((True, False, False, False), "interdit"),
    ((True, True, True, True), "interdit"),
]:
    fiche = dict(zip(cles, valeurs))
    obtenu = niveau(fiche)
    assert obtenu == attendu, f"fiche {fiche!r} : {attendu!r} attendu, {obtenu!r} obtenu"
for cle in cles:
    incomplete = {nom: nom == "emotions_au_travail" for nom in cles if nom != cle}
    try:
        obtenu = niveau(incomplete)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"fiche sans {cle!r} : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : la fiche du registre (10 minutes)
#
# La coopérative veut un outil qui lit les lettres de candidature et propose dix personnes à rencontrer.
# Rédigez la fiche que lira la direction, en douze lignes au plus : finalité, données utilisées et données **écartées**,
# niveau de risque et pourquoi, rôle de la personne qui décide, ce que l'on dit aux candidates et candidats,
# et la mesure qui ferait arrêter l'outil.

# %% [markdown] points=3 written="fiche-registre"
# **Réponse attendue.** Finalité : aider à préparer des entretiens, sans décider. Données : expérience et compétences écrites dans la lettre ;
# écartées : nom, adresse, âge, photo, situation de famille, santé, et ce qui en tient lieu (commune, année de diplôme).
# Haut risque : l'outil trie des candidatures. Une personne lit aussi un échantillon de lettres **non** proposées, peut toujours passer outre,
# et sait pourquoi une lettre est proposée. On informe les candidates et candidats qu'un outil est utilisé, de leurs droits et du contact.
# Arrêt : par exemple si, sur six mois, la part de femmes proposées s'écarte de plus de x points de leur part dans les candidatures,
# ou si la relecture des lettres non proposées en retient plus d'une sur dix.
#
# **Barème.** 1 point : finalité et données écartées, avec au moins un substitut caché.
# 1 point : haut risque justifié, contrôle humain réel et information des personnes.
# 1 point : une mesure d'arrêt chiffrée ou chiffrable.
