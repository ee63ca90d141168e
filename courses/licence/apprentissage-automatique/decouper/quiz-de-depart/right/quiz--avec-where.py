# %% solution="masque"
# Autre bonne réponse : np.where choisit valeur par valeur.
def masquer_pannes(vecteur):
    return np.where(vecteur < 0, np.nan, vecteur)
