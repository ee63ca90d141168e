# %% solution="confusion"
# Idée fausse : lignes et colonnes sont interchangeables.
def confusion(reels, predits, nombre):
    table = np.zeros((nombre, nombre), dtype=int)
    for reel, predit in zip(reels, predits):
        table[predit, reel] += 1
    return table
