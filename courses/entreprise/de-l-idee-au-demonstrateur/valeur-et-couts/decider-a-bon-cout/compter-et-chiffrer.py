# %% [markdown]
# # Exercice 1.1 : compter, puis chiffrer
#
# La scierie des Hauts-Bois (inventée) trie des planches. Un modèle regarde chaque planche et annonce s'il voit un nœud traversant.
# Vous allez mesurer ce que ses erreurs coûtent. **Séance de 30 minutes.**

# %%
reel = [True, False, False, True, False, False, True, False]
predit = [True, False, True, False, False, False, True, False]

# %% [markdown]
# ## Question 1 : les quatre issues (8 minutes)
#
# Écrivez `quatre_issues`, qui reçoit deux listes de vrai/faux de même longueur
# (ce qui était réel, ce qui était prédit) et renvoie un dictionnaire avec **toujours** les quatre clés :
#
# - `"vp"` : réel vrai, prédit vrai ;
# - `"fp"` : réel faux, prédit vrai ;
# - `"fn"` : réel vrai, prédit faux ;
# - `"vn"` : réel faux, prédit faux.
#
# Si les longueurs diffèrent, la fonction lève une `ValueError` : mieux vaut s'arrêter que compter de travers.


# %% solution="quatre-issues"
def quatre_issues(reel, predit):
    """Renvoie le nombre de vp, fp, fn et vn de deux listes de même longueur."""
    ### BEGIN SOLUTION
    if len(reel) != len(predit):
        raise ValueError("deux listes de même longueur attendues")
    compte = {"vp": 0, "fp": 0, "fn": 0, "vn": 0}
    for vrai, annonce in zip(reel, predit):
        if annonce:
            compte["vp" if vrai else "fp"] += 1
        else:
            compte["fn" if vrai else "vn"] += 1
    return compte
    ### END SOLUTION


# %% points=2 tests="quatre-issues"
obtenu = quatre_issues(reel, predit)
attendu = {"vp": 2, "fp": 1, "fn": 1, "vn": 4}
assert obtenu == attendu, f"quatre_issues(reel, predit) : {attendu!r} attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for vrais, annonces, attendu in [
    ([True, True, True], [False, False, True], {"vp": 1, "fp": 0, "fn": 2, "vn": 0}),
    ([False, False], [True, True], {"vp": 0, "fp": 2, "fn": 0, "vn": 0}),
    ([], [], {"vp": 0, "fp": 0, "fn": 0, "vn": 0}),
    ([False] * 5 + [True], [True] * 3 + [False] * 3, {"vp": 0, "fp": 3, "fn": 1, "vn": 2}),
]:
    obtenu = quatre_issues(vrais, annonces)
    assert obtenu == attendu, (
        f"réel {vrais!r}, prédit {annonces!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
for vrais, annonces in [([True], []), ([True], [True, False])]:
    try:
        obtenu = quatre_issues(vrais, annonces)
    except ValueError:
        obtenu = "ValueError"
    assert obtenu == "ValueError", (
        f"listes de longueurs {len(vrais)} et {len(annonces)} : ValueError attendue, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : le coût total (6 minutes)
#
# Écrivez `cout_total`, qui reçoit le compte des quatre issues et une grille de prix (en euros par planche)
# et renvoie le coût total. Une issue absente de la grille ne coûte rien.
# Un prix peut être négatif : une planche bien triée peut **rapporter**.


# %% solution="cout-total"
def cout_total(compte, prix):
    """Renvoie le coût total, en euros, des issues comptées aux prix donnés."""
    ### BEGIN SOLUTION
    return sum(nombre * prix.get(issue, 0) for issue, nombre in compte.items())
    ### END SOLUTION


# %% points=2 tests="cout-total"
obtenu = cout_total({"vp": 2, "fp": 1, "fn": 1, "vn": 4}, {"vp": 3, "fp": 5, "fn": 40, "vn": 0})
assert obtenu == 51, f"2 × 3 + 1 × 5 + 1 × 40 + 4 × 0 : 51 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for compte, prix, attendu in [
    ({"vp": 1, "fp": 2, "fn": 3, "vn": 4}, {"vp": 1000, "fp": 100, "fn": 10, "vn": 1}, 1234),
    ({"vp": 10, "fp": 0, "fn": 2, "vn": 0}, {"fn": 7.5}, 15.0),
    ({"vp": 4, "fp": 1, "fn": 0, "vn": 0}, {"vp": -2, "fp": 3}, -5),
    ({"vp": 0, "fp": 0, "fn": 0, "vn": 0}, {"vp": 9, "fn": 9}, 0),
]:
    obtenu = cout_total(compte, prix)
    assert obtenu == attendu, (
        f"compte {compte!r} aux prix {prix!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : le concurrent sans modèle (12 minutes)
#
# Sans modèle, la scierie peut **ne jamais alerter** (tout laisser passer) ou **toujours alerter** (tout reprendre à la main).
# Écrivez `sans_modele`, qui reçoit la liste des réponses réelles et la grille de prix,
# et renvoie un couple : le nom de la stratégie la moins chère, `"jamais"` ou `"toujours"`, et son coût.
# À égalité, choisissez `"jamais"` : ne rien changer est plus simple.


# %% solution="sans-modele"
def sans_modele(reel, prix):
    """Renvoie la stratégie sans modèle la moins chère et son coût en euros."""
    ### BEGIN SOLUTION
    jamais = cout_total(quatre_issues(reel, [False] * len(reel)), prix)
    toujours = cout_total(quatre_issues(reel, [True] * len(reel)), prix)
    return ("toujours", toujours) if toujours < jamais else ("jamais", jamais)
    ### END SOLUTION


# %% points=2 tests="sans-modele"
grille = {"vp": 3, "fp": 5, "fn": 40, "vn": 0}
obtenu = sans_modele(reel, grille)
assert tuple(obtenu) == ("toujours", 34), (
    f"3 planches à nœud sur 8, prix {grille!r} : ('toujours', 34) attendu, {obtenu!r} obtenu"
)
### BEGIN HIDDEN TESTS
for vrais, prix, attendu in [
    ([True] + [False] * 19, {"vp": 3, "fp": 5, "fn": 40, "vn": 0}, ("jamais", 40)),
    ([True, False], {"vp": 4, "fp": 6, "fn": 10, "vn": 0}, ("jamais", 10)),
    ([True, True, False], {"vp": 2, "fp": 3, "fn": 4, "vn": 1}, ("toujours", 7)),
    ([False, False, False], {"vp": 1, "fp": -2, "fn": 1, "vn": 0}, ("toujours", -6)),
    ([True, True, False, False, False], {"vp": 9, "fp": 1, "fn": 9, "vn": 2}, ("toujours", 21)),
]:
    obtenu = sans_modele(vrais, prix)
    assert tuple(obtenu) == attendu, (
        f"réel {vrais!r}, prix {prix!r} : {attendu!r} attendu, {obtenu!r} obtenu"
    )
### END HIDDEN TESTS
