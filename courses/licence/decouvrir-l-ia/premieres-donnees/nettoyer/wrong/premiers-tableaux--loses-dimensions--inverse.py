# %% solution="dimensions"
# Idée fausse : colonnes d'abord, comme on lit une abscisse avant une ordonnée.
def dimensions(tableau):
    return len(tableau.columns), len(tableau)
