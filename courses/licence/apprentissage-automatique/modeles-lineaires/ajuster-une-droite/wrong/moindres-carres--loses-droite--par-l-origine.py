# %% solution="droite"
# Idée fausse : faire passer la droite par l'origine.
def droite(x, y):
    return np.sum(x * y) / np.sum(x**2), 0.0
