# %% solution="masque"
# Idée fausse : remplacer une panne par zéro, qui est une vraie mesure.
def masquer_pannes(vecteur):
    return np.where(vecteur < 0, 0, vecteur)
