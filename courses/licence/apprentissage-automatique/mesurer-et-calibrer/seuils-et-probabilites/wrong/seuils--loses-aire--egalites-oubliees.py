# %% solution="aire"
# Idée fausse : ne rien compter pour une égalité.
def aire(annonces, verites):
    cas, autres = annonces[verites == 1], annonces[verites == 0]
    return (cas[:, None] > autres[None, :]).mean()
