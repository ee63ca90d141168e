# %% [markdown]
# # Exercice 4.1 : des seuils et des coûts
#
# Un modèle annonce des probabilités ; c'est un seuil qui en fait des décisions, et quelqu'un paie les erreurs.
# Partout, `verites` contient des 0 et des 1, et l'alerte est donnée quand l'annonce est **au moins égale** au seuil.

# %%
import numpy as np

# %% [markdown]
# ## Question 1 : les quatre cases (10 minutes)
#
# Écrivez `quatre_cases(annonces, verites, seuil)`, qui renvoie quatre effectifs, dans cet ordre :
# alertes justes, fausses alertes, oublis, silences justes.


# %% solution="quatre-cases"
def quatre_cases(annonces, verites, seuil):
    """Renvoie (alertes justes, fausses alertes, oublis, silences justes)."""
    ### BEGIN SOLUTION
    alerte = annonces >= seuil
    cas = verites == 1
    return (
        (alerte & cas).sum(),
        (alerte & ~cas).sum(),
        (~alerte & cas).sum(),
        (~alerte & ~cas).sum(),
    )
    ### END SOLUTION


# %% points=2 tests="quatre-cases"
annonces, verites = np.array([0.9, 0.6, 0.5, 0.2, 0.1]), np.array([1, 0, 1, 1, 0])
obtenu = quatre_cases(annonces, verites, 0.5)
assert isinstance(obtenu, tuple) and len(obtenu) == 4, (
    f"quatre effectifs attendus, {obtenu!r} obtenu"
)
obtenu = tuple(int(effectif) for effectif in obtenu)
assert obtenu == (2, 1, 1, 1), (
    f"annonces 0.9, 0.6, 0.5, 0.2, 0.1 ; vérités 1, 0, 1, 1, 0 ; seuil 0.5 : (2, 1, 1, 1) attendu, {obtenu} obtenu"
)
### BEGIN HIDDEN TESTS
annonces = np.array([0.25, 0.75, 0.75, 0.5, 0.125, 0.875, 0.375, 0.625, 0.0])
verites = np.array([0, 1, 0, 0, 1, 1, 1, 0, 0])
for seuil, attendu in [
    (0.75, (2, 1, 2, 4)),
    (0.3, (3, 3, 1, 2)),
    (0.0, (4, 5, 0, 0)),
    (0.99, (0, 0, 4, 5)),
]:
    obtenu = tuple(int(effectif) for effectif in quatre_cases(annonces, verites, seuil))
    assert obtenu == attendu, f"neuf annonces, seuil {seuil} : {attendu} attendu, {obtenu} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : l'aire sous la ROC, sans courbe (15 minutes)
#
# L'aire sous la ROC est la part des **couples** (un cas, un non-cas) où le cas reçoit l'annonce la plus haute ;
# une égalité compte pour un demi. Écrivez `aire(annonces, verites)` à partir de cette définition.
#
# Boîte à outils : `a[:, None] > b[None, :]` compare chaque valeur de a à chaque valeur de b, dans un tableau.


# %% solution="aire"
def aire(annonces, verites):
    """Renvoie la part des couples (cas, non-cas) bien ordonnés, une égalité comptant un demi."""
    ### BEGIN SOLUTION
    cas, autres = annonces[verites == 1], annonces[verites == 0]
    mieux = cas[:, None] > autres[None, :]
    pareil = cas[:, None] == autres[None, :]
    return mieux.mean() + pareil.mean() / 2
    ### END SOLUTION


# %% points=3 tests="aire"
obtenu = aire(np.array([0.9, 0.4, 0.6, 0.1]), np.array([1, 1, 0, 0]))
assert obtenu is not None and abs(obtenu - 0.75) < 1e-9, (
    f"cas 0.9 et 0.4, non-cas 0.6 et 0.1 : 0.75 attendu (3 couples sur 4), {obtenu} obtenu"
)
obtenu = aire(np.array([0.5, 0.5]), np.array([0, 1]))
assert abs(obtenu - 0.5) < 1e-9, f"un cas et un non-cas à égalité : 0.5 attendu, {obtenu} obtenu"
### BEGIN HIDDEN TESTS
from sklearn.metrics import roc_auc_score

for graine, part in [(1, 0.5), (2, 0.1), (3, 0.8)]:
    hasard = np.random.default_rng(graine)
    verites = (hasard.random(60) < part).astype(int)
    annonces = np.round(0.5 + 0.2 * verites + hasard.normal(0, 0.3, 60), 1)
    attendu = roc_auc_score(verites, annonces)
    obtenu = aire(annonces, verites)
    assert abs(obtenu - attendu) < 1e-9, (
        f"60 annonces simulées avec des égalités, graine {graine} : {attendu:.4f} attendu, {obtenu:.4f} obtenu"
    )
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : le seuil le moins cher (15 minutes)
#
# Écrivez `seuil_le_moins_cher(annonces, verites, cout_alerte, cout_oubli, seuils)`. Pour chaque seuil de la liste,
# le coût est le nombre de fausses alertes × `cout_alerte` plus le nombre d'oublis × `cout_oubli`.
# Renvoyez le seuil de coût minimal ; en cas d'égalité, le **plus grand** (on dérange moins de monde).


# %% solution="seuil"
def seuil_le_moins_cher(annonces, verites, cout_alerte, cout_oubli, seuils):
    """Renvoie le seuil de coût minimal, le plus grand en cas d'égalité."""
    ### BEGIN SOLUTION
    couts = {}
    for seuil in seuils:
        alerte = annonces >= seuil
        fausses = (alerte & (verites == 0)).sum()
        oublis = (~alerte & (verites == 1)).sum()
        couts[seuil] = fausses * cout_alerte + oublis * cout_oubli
    return max(seuil for seuil in seuils if couts[seuil] == min(couts.values()))
    ### END SOLUTION


# %% points=3 tests="seuil"
annonces, verites = np.array([0.9, 0.7, 0.4, 0.3, 0.1]), np.array([1, 0, 1, 0, 0])
obtenu = seuil_le_moins_cher(annonces, verites, 1, 10, [0.2, 0.35, 0.5, 0.8])
assert obtenu == 0.35, f"oubli dix fois plus cher : 0.35 attendu, {obtenu} obtenu"
obtenu = seuil_le_moins_cher(annonces, verites, 10, 1, [0.2, 0.35, 0.5, 0.8])
assert obtenu == 0.8, f"fausse alerte dix fois plus chère : 0.8 attendu, {obtenu} obtenu"
### BEGIN HIDDEN TESTS
hasard = np.random.default_rng(6)
verites = (hasard.random(200) < 0.3).astype(int)
annonces = np.clip(np.round(0.3 + 0.25 * verites + hasard.normal(0, 0.2, 200), 2), 0, 1)
seuils = [0.1, 0.9, 0.3, 0.42, 0.5, 0.63, 0.2]
for cout_alerte, cout_oubli in [(1, 1), (1, 4), (3, 1), (1, 30), (0, 1), (2, 5)]:
    couts = [
        sum(
            cout_alerte * (a >= s and v == 0) + cout_oubli * (a < s and v == 1)
            for a, v in zip(annonces, verites)
        )
        for s in seuils
    ]
    attendu = max(s for s, c in zip(seuils, couts) if c == min(couts))
    obtenu = seuil_le_moins_cher(annonces, verites, cout_alerte, cout_oubli, seuils)
    assert obtenu == attendu, (
        f"200 annonces simulées, fausse alerte {cout_alerte}, oubli {cout_oubli} : {attendu} attendu, {obtenu} obtenu"
    )
obtenu = seuil_le_moins_cher(np.array([0.5, 0.5]), np.array([1, 0]), 1, 1, [0.4, 0.6, 0.2])
assert obtenu == 0.6, f"trois seuils de même coût, 0.4, 0.6 et 0.2 : 0.6 attendu, {obtenu} obtenu"
obtenu = seuil_le_moins_cher(np.array([0.5, 0.75]), np.array([1, 0]), 1, 9, [0.5, 0.75])
assert obtenu == 0.5, f"une annonce égale au seuil donne l'alerte : 0.5 attendu, {obtenu} obtenu"
### END HIDDEN TESTS
