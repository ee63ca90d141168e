# %% solution="sans-code"
# Idée fausse : supprimer les lignes où figure le code.
def sans_code(tableau, colonne, code):
    return tableau[tableau[colonne] != code]
