# %% solution="bandes"
# Idée fausse : il faut que toutes les bandes soient égales.
def candidates(signatures, bandes):
    if signatures and len(signatures[0]) % bandes:
        raise ValueError("bandes")
    n = len(signatures)
    return [(i, j) for i in range(n) for j in range(i + 1, n) if signatures[i] == signatures[j]]
