# %% solution="selection"
# Idée fausse : le filtre garderait ce qu'il faut retirer.
def arbres_de(tableau, essence):
    return tableau[tableau["essence"] != essence]
