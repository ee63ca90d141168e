# %% solution="gain-de-brier"
# Idée fausse : prendre des écarts absolus au lieu de carrés.
def gain_de_brier(annonces, verites, frequence):
    return 1 - np.mean(abs(annonces - verites)) / np.mean(abs(frequence - verites))
