# %% solution="bits"
# Idée fausse : le logarithme naturel donne des bits.
def bits(modele, suite):
    if len(suite) < 3:
        return None
    return -sum(math.log(modele[a][b][c]) for a, b, c in zip(suite, suite[1:], suite[2:])) / (
        len(suite) - 2
    )
