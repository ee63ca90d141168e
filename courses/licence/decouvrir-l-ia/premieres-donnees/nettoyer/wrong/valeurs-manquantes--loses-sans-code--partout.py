# %% solution="sans-code"
# Idée fausse : remplacer le code dans toutes les colonnes, y compris là où c'est une vraie
# valeur.
def sans_code(tableau, colonne, code):
    return tableau.replace(code, np.nan)
