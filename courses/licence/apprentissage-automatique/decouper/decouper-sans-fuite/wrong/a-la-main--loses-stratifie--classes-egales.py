# %% solution="stratifie"
# Idée fausse : mettre autant de lignes de chaque classe au test, au lieu de garder les
# proportions.
def decouper_stratifie(etiquettes, part_test, graine):
    generateur = np.random.default_rng(graine)
    classes = np.unique(etiquettes)
    taille = round(len(etiquettes) * part_test / len(classes))
    test = np.concatenate(
        [generateur.permutation(np.flatnonzero(etiquettes == c))[:taille] for c in classes]
    )
    return np.delete(np.arange(len(etiquettes)), test), test
