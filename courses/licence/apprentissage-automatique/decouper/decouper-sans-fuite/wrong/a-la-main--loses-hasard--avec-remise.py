# %% solution="hasard"
# Idée fausse : tirer avec remise : des positions reviennent, d'autres se perdent.
def decouper(n, part_test, graine):
    test = np.random.default_rng(graine).integers(0, n, round(n * part_test))
    return np.delete(np.arange(n), test), test
