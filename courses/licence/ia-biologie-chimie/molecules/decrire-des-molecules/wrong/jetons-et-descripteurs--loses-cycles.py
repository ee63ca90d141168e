# %% solution="cycles"
# Idée fausse : il y a autant de cycles que de chiffres différents.
def cycles(jetons):
    chiffres = [jeton for jeton in jetons if jeton.isdigit()]
    if len(chiffres) % 2:
        raise ValueError("cycle non fermé")
    return len(set(chiffres))
