# %% solution="distance"
# Idée fausse : une base inconnue compte comme une différence.
def distance(premiere, seconde):
    if len(premiere) != len(seconde):
        raise ValueError("longueurs différentes")
    if not premiere:
        return None
    return sum(a != b for a, b in zip(premiere.upper(), seconde.upper())) / len(premiere)
