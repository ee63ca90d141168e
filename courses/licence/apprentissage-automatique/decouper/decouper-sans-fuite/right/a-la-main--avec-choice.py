# %% solution="hasard"
# Autre bonne réponse : tirer le test sans remise, garder le reste.
def decouper(n, part_test, graine):
    test = np.random.default_rng(graine).choice(n, round(n * part_test), replace=False)
    return np.setdiff1d(np.arange(n), test), test
