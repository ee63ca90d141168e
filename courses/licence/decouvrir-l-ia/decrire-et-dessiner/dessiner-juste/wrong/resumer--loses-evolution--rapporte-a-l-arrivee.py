# %% solution="evolution"
# Idée fausse : rapporter l'écart à la valeur d'arrivée au lieu de la valeur de départ.
def evolution(avant, apres):
    if avant == 0:
        return apres - avant, None
    return apres - avant, (apres - avant) / apres * 100 if apres else -100.0
