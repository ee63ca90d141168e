# %% solution="identite"
# Idée fausse : un trou compte comme une différence.
def identite(premiere, seconde):
    if len(premiere) != len(seconde):
        raise ValueError("longueurs différentes")
    return sum(a == b and a != "-" for a, b in zip(premiere, seconde)) / len(premiere) if premiere else 0.0
