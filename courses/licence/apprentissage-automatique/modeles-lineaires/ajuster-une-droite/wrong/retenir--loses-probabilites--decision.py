# %% solution="probabilites"
# Idée fausse : répondre oui ou non au lieu d'une probabilité.
def probabilites(X, poids, biais):
    return (X @ poids + biais > 0).astype(float)
