# %% [markdown]
# # Résumer des nombres
# Les ventes d'une semaine sont dans le fichier `data/ventes.csv`.

# %%
from pathlib import Path

ventes = [float(ligne) for ligne in Path("data/ventes.csv").read_text().split()[1:]]

# %% [markdown]
# ## La moyenne
# Écrivez la fonction `moyenne`.


# %% solution="moyenne"
def moyenne(valeurs):
    """Renvoie la moyenne d'une liste de nombres."""
    ### BEGIN SOLUTION
    return sum(valeurs) / len(valeurs)
    ### END SOLUTION


# %% points=2 tests="moyenne"
obtenu = moyenne([1, 2, 6])
assert obtenu == 3, f"moyenne([1, 2, 6]) : 3 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
obtenu = moyenne([-1.5, 4])
assert obtenu == 1.25, f"moyenne([-1.5, 4]) : 1.25 attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## L'étendue
# Mettez dans `etendue` l'écart entre la plus grande et la plus petite vente.

# %% solution="etendue"
etendue = None
### BEGIN SOLUTION
etendue = max(ventes) - min(ventes)
### END SOLUTION

# %% points=1.5 question="etendue-des-ventes" tests="etendue"
assert etendue is not None, "étendue des ventes : un nombre attendu, None obtenu"
### BEGIN HIDDEN TESTS
assert etendue == 41.5, f"étendue des ventes : 41.5 attendu, {etendue!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Interpréter
# **Question.** Que ne dit pas la moyenne ?

# %% [markdown] points=3 written="limite"
# La moyenne ne dit rien de la dispersion des valeurs.
