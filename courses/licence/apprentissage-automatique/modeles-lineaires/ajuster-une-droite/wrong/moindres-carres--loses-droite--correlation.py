# %% solution="droite"
# Idée fausse : confondre la pente et la corrélation.
def droite(x, y):
    pente = np.corrcoef(x, y)[0, 1]
    return pente, y.mean() - pente * x.mean()
