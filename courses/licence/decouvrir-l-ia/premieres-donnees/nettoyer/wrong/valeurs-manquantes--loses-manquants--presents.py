# %% solution="manquants"
# Idée fausse : compter les valeurs présentes.
def manquants(tableau):
    return tableau.notna().mean() * 100
