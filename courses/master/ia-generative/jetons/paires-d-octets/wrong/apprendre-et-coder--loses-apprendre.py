# %% solution="apprendre"
# Idée fausse : les paires se comptent une fois pour toutes au début.
def apprendre(mots, nombre):
    compte = {}
    for mot in mots:
        octets = mot.encode()
        for paire in zip(octets, octets[1:]):
            compte[paire] = compte.get(paire, 0) + 1
    frequentes = [p for p in sorted(compte, key=lambda p: (-compte[p], p)) if compte[p] >= 2]
    return frequentes[:nombre]
