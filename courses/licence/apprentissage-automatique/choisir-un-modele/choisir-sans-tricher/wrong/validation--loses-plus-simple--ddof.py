# %% solution="plus-simple"
# Idée fausse : oublier ddof=1 avec peu de plis.
def plus_simple(tableau):
    moyennes = tableau.mean(axis=1)
    m = np.argmax(moyennes)
    return int(np.argmax(moyennes >= moyennes[m] - tableau[m].std() / np.sqrt(tableau.shape[1])))
