# %% [markdown]
# # Exercice 4.2 : séparer et vérifier
#
# Les familles sont connues. Il reste à séparer honnêtement, et à dire ce que l'on y a perdu d'illusions.

# %%
familles = ["globine", "kinase", "globine", "lipase", "kinase", "globine"]

# %% [markdown]
# ## Question 1 : une famille de côté à la fois (10 minutes)
#
# Écrivez `une_famille_de_cote`, qui reçoit la liste des familles (une par exemple) et renvoie une **liste de triplets**
# (famille, indices d'apprentissage, indices d'essai), un par famille, familles dans l'ordre alphabétique.
# S'il y a moins de deux familles, aucun test honnête n'est possible : levez une `ValueError`.

# %% solution="une-famille-de-cote"
def une_famille_de_cote(familles):
    """Renvoie une séparation par famille : (famille, apprentissage, essai)."""
    ### BEGIN SOLUTION
    noms = sorted(set(familles))
    if len(noms) < 2:
        raise ValueError("au moins deux familles attendues")
    return [
        (
            nom,
            [i for i, famille in enumerate(familles) if famille != nom],
            [i for i, famille in enumerate(familles) if famille == nom],
        )
        for nom in noms
    ]
    ### END SOLUTION


# %% points=2 tests="une-famille-de-cote"
obtenu = [(nom, list(a), list(e)) for nom, a, e in une_famille_de_cote(familles)]
attendu = [("globine", [1, 3, 4], [0, 2, 5]), ("kinase", [0, 2, 3, 5], [1, 4]), ("lipase", [0, 1, 2, 4, 5], [3])]
assert obtenu == attendu, f"une_famille_de_cote(familles) : {attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for noms, attendu in [
    (["b", "a"], [("a", [0], [1]), ("b", [1], [0])]),
    (["z", "y", "y"], [("y", [0], [1, 2]), ("z", [1, 2], [0])]),
]:
    obtenu = [(nom, list(a), list(e)) for nom, a, e in une_famille_de_cote(noms)]
    assert obtenu == attendu, f"familles {noms!r} : {attendu!r} attendu, {obtenu!r} obtenu"
for noms in (["x", "x"], [], ["seule"]):
    try:
        obtenu = une_famille_de_cote(noms)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", f"familles {noms!r} : ValueError attendue, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : un essai de la bonne taille (12 minutes)
#
# Écrivez `familles_d_essai`, qui reçoit la liste des familles et une part (entre 0 et 1), et choisit des familles **entières** pour l'essai :
# on les parcourt de la **plus petite à la plus grande** (à taille égale, ordre alphabétique) et l'on prend chacune
# tant que l'essai ne dépasse pas `part × nombre d'exemples` ; une famille trop grosse est sautée.
# Renvoyez la liste triée des familles choisies.

# %% solution="part-d-essai"
def familles_d_essai(familles, part):
    """Renvoie la liste triée des familles entières choisies pour l'essai."""
    ### BEGIN SOLUTION
    tailles = {nom: familles.count(nom) for nom in familles}
    choisies, total = [], 0
    for nom in sorted(tailles, key=lambda nom: (tailles[nom], nom)):
        if total + tailles[nom] <= part * len(familles):
            choisies.append(nom)
            total += tailles[nom]
    return sorted(choisies)
    ### END SOLUTION


# %% points=3 tests="part-d-essai"
obtenu = list(familles_d_essai(familles, 0.5))
assert obtenu == ["kinase", "lipase"], f"la moitié de six exemples : ['kinase', 'lipase'] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for noms, part, attendu in [
    (["a", "a", "b", "b", "c", "c"], 0.34, ["a"]),
    (["a", "a", "b", "b", "c", "c"], 0.33, []),
    (["d", "c", "c", "b", "b", "b"], 0.5, ["c", "d"]),
    (["x", "y", "y", "y", "w"], 0.4, ["w", "x"]),
    (["x", "y", "y", "y", "w"], 0.2, ["w"]),
    (["x", "x"], 1.0, ["x"]),
    ([], 0.3, []),
]:
    obtenu = list(familles_d_essai(noms, part))
    assert obtenu == attendu, f"familles {noms!r}, part {part} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : ce que le hasard faisait croire (6 minutes)
#
# Écrivez `illusion`, qui reçoit la liste des notes obtenues avec des séparations au hasard et celle obtenue avec des familles de côté,
# et renvoie l'écart **moyenne au hasard moins moyenne par familles**, en points de pourcentage (notes entre 0 et 1).
# Si l'une des listes est vide : `None`.

# %% solution="ecart"
def illusion(notes_hasard, notes_familles):
    """Renvoie, en points de pourcentage, ce que la séparation au hasard ajoutait."""
    ### BEGIN SOLUTION
    if not notes_hasard or not notes_familles:
        return None
    moyenne_hasard = sum(notes_hasard) / len(notes_hasard)
    return (moyenne_hasard - sum(notes_familles) / len(notes_familles)) * 100
    ### END SOLUTION


# %% points=1 tests="ecart"
obtenu = illusion([0.9, 1.0], [0.5, 0.6, 0.7])
assert obtenu is not None and abs(obtenu - 35) < 1e-9, f"95 % contre 60 % : 35 points attendus, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for hasard, par_familles, attendu in [([0.5], [0.75, 0.25], 0.0), ([0.2, 0.4], [0.5], -20.0), ([], [0.5], None), ([0.5], [], None), ([1, 1, 0.7], [0.4], 50.0)]:
    obtenu = illusion(hasard, par_familles)
    proche = obtenu is None if attendu is None else obtenu is not None and abs(obtenu - attendu) < 1e-9
    assert proche, f"hasard {hasard!r}, familles {par_familles!r} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 4, à rédiger : lettre à la revue (12 minutes)
#
# Vous relisez un article : « Notre réseau prédit la toxicité de 900 molécules avec 97 % d'exactitude (validation croisée au hasard). »
# Dans le supplément, on lit que 600 de ces molécules viennent de trois séries de synthèse, chacune faite autour du même squelette, et que 88 % des molécules ne sont pas toxiques.
#
# Écrivez aux auteurs, en dix lignes courtoises : deux raisons de douter du 97 %, l'expérience que vous demandez, et ce qui vous convaincrait.

# %% [markdown] points=3 written="lettre-a-la-revue"
# **Réponse attendue.** Première raison : les molécules d'une même série sont de part et d'autre de la séparation au hasard ; le réseau peut reconnaître la série.
# Seconde : répondre « non toxique » à tout donne déjà 88 % ; l'exactitude cache le rappel des toxiques. Expérience : refaire la validation en laissant de côté
# une série (ou un squelette) entière à la fois, avec rappel et précision des toxiques, comparés à la réponse constante et à la plus proche voisine.
# Convaincrait : un rappel nettement meilleur que ces références sur des séries jamais vues, avec son intervalle et les effectifs.
#
# **Barème.** 1 point : fuite par les séries expliquée. 1 point : déséquilibre et référence constante.
# 1 point : expérience précise et critère, ton courtois.
