# %% solution="sans-code"
# Autre bonne réponse : la méthode replace sur une copie.
def sans_code(tableau, colonne, code):
    propre = tableau.copy()
    propre[colonne] = propre[colonne].replace(code, np.nan)
    return propre
