# %% solution="manquants"
# Idée fausse : donner le nombre de valeurs manquantes au lieu d'un pourcentage.
def manquants(tableau):
    return tableau.isna().sum()
