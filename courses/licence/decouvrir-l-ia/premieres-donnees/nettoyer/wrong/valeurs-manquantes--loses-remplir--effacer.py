# %% solution="remplir"
# Idée fausse : effacer les trous au lieu de les remplir : la colonne raccourcit.
def remplir(colonne):
    return colonne.dropna()
