# %% solution="decouper"
# Idée fausse : tirer des lignes au lieu de parcelles.
def decouper(tableau, nombre, graine):
    unique = tableau.drop_duplicates()
    test = unique.sample(frac=nombre / unique["parcelle"].nunique(), random_state=graine)
    return unique.drop(test.index), test
