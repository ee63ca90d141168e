# %% solution="traduire"
# Idée fausse : la lecture commence au premier ATG et continue après un stop.
def traduire(sequence):
    majuscules = sequence.upper()
    debut = max(majuscules.find("ATG"), 0)
    return "".join(CODE.get(majuscules[i : i + 3], "X") for i in range(debut, len(majuscules) - 2, 3)).replace("*", "")
