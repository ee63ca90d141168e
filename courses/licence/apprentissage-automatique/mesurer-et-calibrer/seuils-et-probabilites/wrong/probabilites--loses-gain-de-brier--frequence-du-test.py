# %% solution="gain-de-brier"
# Idée fausse : prendre la fréquence du test au lieu de celle qui est donnée.
def gain_de_brier(annonces, verites, frequence):
    return 1 - np.mean((annonces - verites) ** 2) / np.mean((verites.mean() - verites) ** 2)
