# %% solution="dimensions"
# Idée fausse : « la taille » serait le nombre de cases du tableau.
def dimensions(tableau):
    return tableau.size, len(tableau.columns)
