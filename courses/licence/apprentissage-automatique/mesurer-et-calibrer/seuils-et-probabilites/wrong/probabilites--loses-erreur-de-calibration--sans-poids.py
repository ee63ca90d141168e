# %% solution="erreur-de-calibration"
# Idée fausse : faire la moyenne simple des écarts, sans les effectifs.
def erreur_de_calibration(points):
    return np.mean([abs(annonce - frequence) for annonce, frequence, _ in points])
