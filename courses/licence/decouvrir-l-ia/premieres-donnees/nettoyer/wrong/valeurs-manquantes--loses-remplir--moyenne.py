# %% solution="remplir"
# Idée fausse : remplir par la moyenne, que la faute de frappe à 263 emporte.
def remplir(colonne):
    return colonne.fillna(colonne.mean())
