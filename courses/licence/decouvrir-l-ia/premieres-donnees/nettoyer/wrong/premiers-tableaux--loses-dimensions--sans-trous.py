# %% solution="dimensions"
# Idée fausse : une ligne où il manque une valeur ne compterait pas.
def dimensions(tableau):
    return len(tableau.dropna()), len(tableau.columns)
