# %% [markdown]
# # Exercice 5.1 : dépister et tester
#
# Trois outils contre les conclusions trop rapides. En binôme, l'un défend la conclusion, l'autre l'attaque, puis on échange.

# %%
p_values = [0.001, 0.2, 0.012, 0.03, 0.9]

# %% [markdown]
# ## Question 1 : ce que vaut un positif (10 minutes)
#
# Écrivez `valeur_predictive(sensibilite, specificite, prevalence)`, qui renvoie la probabilité d'être malade quand le résultat est positif
# (trois nombres entre 0 et 1). Si personne ne peut être positif, renvoyez `None`.

# %% solution="valeur-predictive"
def valeur_predictive(sensibilite, specificite, prevalence):
    """Renvoie la valeur prédictive positive, ou None si aucun résultat n'est positif."""
    ### BEGIN SOLUTION
    vrais = sensibilite * prevalence
    faux = (1 - specificite) * (1 - prevalence)
    if vrais + faux == 0:
        return None
    return vrais / (vrais + faux)
    ### END SOLUTION


# %% points=2 tests="valeur-predictive"
obtenu = valeur_predictive(0.95, 0.9, 0.005)
assert abs(obtenu - 0.0455635) < 1e-6, f"sensibilité 0.95, spécificité 0.9, prévalence 0.005 : environ 0.04556 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for arguments, attendu in [((0.8, 0.5, 0.5), 8 / 13), ((1, 1, 0.3), 1.0), ((0.6, 0.75, 0.2), 0.375), ((0, 1, 0.5), None), ((0.9, 0.9, 0), 0.0), ((0.5, 1, 0), None)]:
    obtenu = valeur_predictive(*arguments)
    proche = obtenu is None if attendu is None else obtenu is not None and abs(obtenu - attendu) < 1e-9
    assert proche, f"valeur_predictive{arguments} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 2 : limiter les fausses découvertes (15 minutes)
#
# La **valeur p** d'une comparaison est la chance d'obtenir, par le hasard seul, un écart au moins aussi grand que celui que l'on a observé :
# plus elle est petite, plus le hasard seul étonne. Avec vingt comparaisons, pourtant, une valeur p sous 0,05 n'étonne plus.
#
# La méthode de **Benjamini et Hochberg** (1995) limite la part de fausses découvertes. On range les m valeurs p de la plus petite à la plus grande ;
# on cherche le **plus grand** rang k (à partir de 1) tel que $p_{(k)} \le \frac{k}{m} \times taux$ ; les k premières sont des découvertes.
# Écrivez `decouvertes(p_values, taux)`, qui renvoie la liste triée des **indices** (dans la liste d'origine) des découvertes.

# %% solution="decouvertes"
def decouvertes(p_values, taux):
    """Renvoie les indices des découvertes selon Benjamini et Hochberg."""
    ### BEGIN SOLUTION
    ordre = sorted(range(len(p_values)), key=lambda i: p_values[i])
    retenus = 0
    for rang, indice in enumerate(ordre, start=1):
        if p_values[indice] <= rang / len(p_values) * taux:
            retenus = rang
    return sorted(ordre[:retenus])
    ### END SOLUTION


# %% points=3 tests="decouvertes"
obtenu = list(decouvertes(p_values, 0.05))
assert obtenu == [0, 2, 3], f"taux 0.05 : [0, 2, 3] attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for valeurs, taux, attendu in [
    ([0.04, 0.04, 0.04], 0.05, [0, 1, 2]),
    ([0.03, 0.5, 0.9], 0.05, []),
    ([0.9, 0.01], 0.05, [1]),
    ([0.02, 0.045, 0.06, 0.061], 0.08, [0, 1, 2, 3]),
    ([], 0.1, []),
    ([0.05], 0.05, [0]),
    ([0.3, 0.001, 0.2, 0.0012], 0.1, [1, 3]),
]:
    obtenu = list(decouvertes(valeurs, taux))
    assert obtenu == attendu, f"p = {valeurs!r}, taux {taux} : {attendu!r} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS

# %% [markdown]
# ## Question 3 : et si l'étiquette était tirée au sort ? (10 minutes)
#
# Pour savoir si un écart entre deux groupes peut venir du hasard, on mélange les étiquettes beaucoup de fois et l'on recalcule l'écart.
# Écrivez `p_par_permutations`, qui reçoit l'écart observé et la liste des écarts obtenus par permutation,
# et renvoie la part d'écarts **au moins aussi grands en valeur absolue**, en comptant l'observation elle-même
# au numérateur et au dénominateur (elle aussi aurait pu sortir).

# %% solution="permutations"
def p_par_permutations(observe, permutes):
    """Renvoie la valeur p de permutation, bilatérale, jamais nulle."""
    ### BEGIN SOLUTION
    aussi_grands = sum(abs(ecart) >= abs(observe) for ecart in permutes)
    return (1 + aussi_grands) / (1 + len(permutes))
    ### END SOLUTION


# %% points=2 tests="permutations"
obtenu = p_par_permutations(2.0, [0.5, -2.5, 1.0])
assert obtenu == 0.5, f"p_par_permutations(2.0, [0.5, -2.5, 1.0]) : 0.5 attendu, {obtenu!r} obtenu"
### BEGIN HIDDEN TESTS
for observe, permutes, attendu in [(-3.0, [1, 2, 3, -3, 0], 0.5), (1.0, [], 1.0), (9.0, [1.0] * 99, 0.01), (0.0, [1, -1], 1.0), (-1.5, [2.0, 1.0, -1.0], 0.5)]:
    obtenu = p_par_permutations(observe, permutes)
    assert abs(obtenu - attendu) < 1e-12, f"observé {observe}, {len(permutes)} permutations {permutes[:5]!r} : {attendu} attendu, {obtenu!r} obtenu"
### END HIDDEN TESTS
