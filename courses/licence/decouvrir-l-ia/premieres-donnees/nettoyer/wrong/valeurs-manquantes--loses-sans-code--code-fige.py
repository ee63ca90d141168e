# %% solution="sans-code"
# Idée fausse : écrire -999 en dur au lieu d'utiliser l'argument code.
def sans_code(tableau, colonne, code):
    propre = tableau.copy()
    propre[colonne] = propre[colonne].replace(-999, np.nan)
    return propre
