# %% solution="aire"
# Idée fausse : compter les couples mal ordonnés.
def aire(annonces, verites):
    cas, autres = annonces[verites == 1], annonces[verites == 0]
    return (cas[:, None] < autres[None, :]).mean() + (cas[:, None] == autres[None, :]).mean() / 2
