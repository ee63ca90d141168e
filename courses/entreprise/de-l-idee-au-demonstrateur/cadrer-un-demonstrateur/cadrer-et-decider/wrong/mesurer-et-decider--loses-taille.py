# %% solution="taille"
# Idée fausse : on arrondit au plus proche.
def taille(p, e, z=1.96):
    p = 0.5 if p is None else p
    return round(z**2 * p * (1 - p) / e**2)
