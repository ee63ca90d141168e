# %% solution="remplir"
# Idée fausse : remplir par zéro.
def remplir(colonne):
    return colonne.fillna(0)
