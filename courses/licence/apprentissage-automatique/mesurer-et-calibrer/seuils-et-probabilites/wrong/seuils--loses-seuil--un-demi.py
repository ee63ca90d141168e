# %% solution="seuil"
# Idée fausse : couper au plus près de 0,5, sans regarder les coûts.
def seuil_le_moins_cher(annonces, verites, cout_alerte, cout_oubli, seuils):
    return min(seuils, key=lambda s: abs(s - 0.5))
