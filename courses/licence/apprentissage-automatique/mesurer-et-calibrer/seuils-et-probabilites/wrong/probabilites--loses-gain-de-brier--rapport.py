# %% solution="gain-de-brier"
# Idée fausse : renvoyer le rapport des deux scores, sans le retirer de 1.
def gain_de_brier(annonces, verites, frequence):
    return np.mean((annonces - verites) ** 2) / np.mean((frequence - verites) ** 2)
