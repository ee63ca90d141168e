# %% solution="fusionner"
# Idée fausse : les recouvrements fusionnent aussi.
def fusionner(suite, paire, nouveau):
    resultat = []
    for i, jeton in enumerate(suite):
        if tuple(suite[i : i + 2]) == tuple(paire):
            resultat.append(nouveau)
        elif i == 0 or tuple(suite[i - 1 : i + 1]) != tuple(paire):
            resultat.append(jeton)
    return resultat
