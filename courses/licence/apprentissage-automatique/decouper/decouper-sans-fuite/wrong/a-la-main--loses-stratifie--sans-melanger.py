# %% solution="stratifie"
# Idée fausse : prendre les premières lignes de chaque classe.
def decouper_stratifie(etiquettes, part_test, graine):
    test = []
    for classe in np.unique(etiquettes):
        positions = np.flatnonzero(etiquettes == classe)
        test.extend(positions[: round(len(positions) * part_test)])
    return np.delete(np.arange(len(etiquettes)), test), np.array(test)
