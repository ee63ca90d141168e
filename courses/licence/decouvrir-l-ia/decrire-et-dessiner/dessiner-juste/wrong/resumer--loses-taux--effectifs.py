# %% solution="taux"
# Idée fausse : compter les événements au lieu de les rapporter à la taille du groupe.
def taux(tableau, groupe, evenement):
    return tableau.groupby(groupe)[evenement].sum()
