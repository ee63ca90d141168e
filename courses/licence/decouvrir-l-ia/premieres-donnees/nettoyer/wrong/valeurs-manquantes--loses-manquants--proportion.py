# %% solution="manquants"
# Idée fausse : confondre une proportion entre 0 et 1 et un pourcentage.
def manquants(tableau):
    return tableau.isna().mean()
