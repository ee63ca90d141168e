# %% solution="minhash"
# Idée fausse : le minimum se prend une fois, avant de changer de fonction.
def signature(elements, coefficients):
    if not elements:
        raise ValueError("ensemble vide")
    plus_petit = min(hache(element) for element in elements)
    return [(a * plus_petit + b) % PREMIER for a, b in coefficients]
