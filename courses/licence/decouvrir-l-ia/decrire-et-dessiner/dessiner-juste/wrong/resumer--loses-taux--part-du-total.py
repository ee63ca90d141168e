# %% solution="taux"
# Idée fausse : rapporter chaque groupe au total de tous les groupes.
def taux(tableau, groupe, evenement):
    return tableau.groupby(groupe)[evenement].sum() / tableau[evenement].sum() * 100
