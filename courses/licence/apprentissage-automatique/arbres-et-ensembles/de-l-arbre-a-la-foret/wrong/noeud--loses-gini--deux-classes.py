# %% solution="gini"
# Idée fausse : croire qu'il n'y a que deux classes.
def gini(etiquettes):
    part = np.mean(etiquettes == etiquettes[0])
    return 2 * part * (1 - part)
