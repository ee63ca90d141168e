# %% solution="taux"
# Idée fausse : renvoyer une proportion entre 0 et 1 au lieu d'un pourcentage.
def taux(tableau, groupe, evenement):
    return tableau.groupby(groupe)[evenement].mean()
