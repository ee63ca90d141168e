# %% solution="hasard"
# Idée fausse : prendre les premières lignes pour le test, sans mélanger.
def decouper(n, part_test, graine):
    taille = round(n * part_test)
    return np.arange(taille, n), np.arange(taille)
