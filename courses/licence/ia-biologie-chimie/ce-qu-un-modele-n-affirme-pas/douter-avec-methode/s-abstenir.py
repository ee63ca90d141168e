# %% [markdown]
# # Exercice 5.2 : s'abstenir
#
# Le centre de soins de la Woëvre (inventé) accepte un modèle à une condition : qu'il se taise quand il n'est pas sûr.

# %%
reponses = ["oui", None, "non", "oui"]
verites = ["oui", "non", "oui", "oui"]

# %% [markdown]
# ## Question 1 : trois avis (8 minutes)
#
# Écrivez `avis(probabilites, bas, haut)`, qui renvoie pour chaque probabilité `"oui"` si elle atteint `haut`, `"non"` si elle ne dépasse pas `bas`, et `None` sinon.
# Si `bas` n'est pas strictement inférieur à `haut`, levez une `ValueError`.

# %% solution="avis"
def avis(probabilites, bas, haut):
    """Renvoie « oui », « non » ou None (je ne sais pas) pour chaque probabilité."""
    ### BEGIN SOLUTION
    if bas >= haut:
        raise ValueError("bas < haut attendu")
    return ["oui" if p >= haut else "non" if p <= bas else None for p in probabilites]
    ### END SOLUTION


# %% points=2 tests="avis"
obtenu = list(avis([0.95, 0.5, 0.1], 0.2, 0.8))
assert obtenu == ["oui", None, "non"], f"avis([0.95, 0.5, 0.1], 0.2, 0.8) : ['oui', None, 'non'] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for probabilites, bas, haut, attendu in [
    ([0.8, 0.2, 0.79, 0.21], 0.2, 0.8, ["oui", "non", None, None]),
    ([], 0.1, 0.9, []),
    ([0.5, 0.49, 0.51], 0.49, 0.51, [None, "non", "oui"]),
    ([0.0, 1.0], 0.0, 1.0, ["non", "oui"]),
]:
    obtenu = list(avis(probabilites, bas, haut))
    assert obtenu == attendu, f"avis({probabilites!r}, {bas}, {haut}) : {attendu!r} attendu, {obtenu!r} obtenu"
for bas, haut in [(0.5, 0.5), (0.8, 0.2)]:
    try:
        obtenu = avis([0.5], bas, haut)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"bas {bas}, haut {haut} : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : couverture et exactitude (10 minutes)
#
# Un modèle qui s'abstient se juge par **deux** nombres. Écrivez `juger(reponses, verites)`, qui renvoie le couple :
#
# - la **couverture** : part des cas où le modèle a répondu ;
# - l'**exactitude des réponses** : part de réponses justes parmi celles qu'il a données, ou `None` s'il n'en a donné aucune.
#
# Deux listes de longueurs différentes, ou vides : `ValueError`.

# %% solution="couverture"
def juger(reponses, verites):
    """Renvoie (couverture, exactitude des réponses données)."""
    ### BEGIN SOLUTION
    if len(reponses) != len(verites) or not reponses:
        raise ValueError("deux listes non vides de même longueur attendues")
    donnees = [(reponse, verite) for reponse, verite in zip(reponses, verites) if reponse is not None]
    couverture = len(donnees) / len(reponses)
    if not donnees:
        return couverture, None
    return couverture, sum(reponse == verite for reponse, verite in donnees) / len(donnees)
    ### END SOLUTION


# %% points=3 tests="couverture"
obtenu = tuple(juger(reponses, verites))
assert obtenu == (0.75, 2 / 3), f"juger(reponses, verites) : (0.75, {2 / 3!r}) attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for avis_donnes, vrais, attendu in [
    (["oui", "non"], ["oui", "non"], (1.0, 1.0)),
    ([None, None], ["oui", "non"], (0.0, None)),
    (["non", None, None, None], ["oui"] * 4, (0.25, 0.0)),
    (["non", "non", None], ["non", "oui", "non"], (2 / 3, 0.5)),
]:
    obtenu = tuple(juger(avis_donnes, vrais))
    assert obtenu == attendu, f"réponses {avis_donnes!r}, vérités {vrais!r} : {attendu!r} attendu, {obtenu!r} obtenu"
for avis_donnes, vrais in [([], []), (["oui"], ["oui", "non"])]:
    try:
        obtenu = juger(avis_donnes, vrais)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"réponses {avis_donnes!r}, vérités {vrais!r} : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3, à rédiger : le communiqué (12 minutes)
#
# Votre laboratoire a comparé 200 protéines entre deux groupes de 15 personnes. Quatre ont une valeur p inférieure à 0,05 ;
# aucune ne passe la méthode de Benjamini et Hochberg au taux de 10 %. Le service de communication prépare ce titre :
# « L'IA découvre quatre protéines responsables de la maladie ».
#
# Écrivez un titre et cinq lignes **exacts** que vous accepteriez de signer, puis dites en trois lignes ce qui n'allait pas dans le leur.

# %% [markdown] points=3 written="communique"
# **Réponse attendue.** Titre exact, par exemple : « 200 protéines comparées : aucune piste solide à ce stade, une étude plus grande se prépare ».
# Texte : nombre de personnes, nombre de protéines, résultat après correction, ce qui vient. Ce qui n'allait pas : avec 200 comparaisons et rien à trouver,
# on attend une dizaine de valeurs p sous 0,05 par hasard, quatre n'étonnent pas ; une différence entre groupes n'est pas une cause
# (« responsables ») ; trente personnes d'un seul lieu ne sont pas tout le monde ; « l'IA » n'a rien découvert.
#
# **Barème.** 1 point : titre et texte exacts, avec effectifs et nombre de comparaisons. 1 point : fausses découvertes attendues par hasard.
# 1 point : association n'est pas cause.
