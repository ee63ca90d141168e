# %% solution="rappels"
# Idée fausse : confondre le rappel (par ligne) et la précision (par colonne).
def rappels(table):
    table = np.asarray(table)
    return [float(table[i, i] / table[:, i].sum()) if table[:, i].sum() else None for i in range(len(table))]
