# %% solution="erreur-de-calibration"
# Autre bonne réponse : la moyenne pondérée de NumPy.
def erreur_de_calibration(points):
    annonces, frequences, effectifs = np.array(points).T
    return np.average(np.abs(annonces - frequences), weights=effectifs)
