# %% solution="masque"
# Idée fausse : modifier le vecteur reçu au lieu d'une copie.
def masquer_pannes(vecteur):
    vecteur[vecteur < 0] = np.nan
    return vecteur
