# %% solution="perplexite"
# Idée fausse : l'inverse de la moyenne des probabilités.
def perplexite(probabilites):
    if len(probabilites) == 0 or min(probabilites) < 0 or max(probabilites) > 1:
        raise ValueError("hors de [0, 1]")
    return len(probabilites) / sum(probabilites) if sum(probabilites) else math.inf
