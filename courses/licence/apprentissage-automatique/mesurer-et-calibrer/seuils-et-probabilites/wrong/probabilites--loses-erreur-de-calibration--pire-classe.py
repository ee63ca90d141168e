# %% solution="erreur-de-calibration"
# Idée fausse : garder la pire classe au lieu de la moyenne.
def erreur_de_calibration(points):
    return max(abs(annonce - frequence) for annonce, frequence, _ in points)
