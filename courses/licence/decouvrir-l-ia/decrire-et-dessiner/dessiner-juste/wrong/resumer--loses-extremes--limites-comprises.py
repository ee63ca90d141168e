# %% solution="extremes"
# Idée fausse : compter comme extrêmes les valeurs posées juste sur la limite.
def extremes(colonne):
    q1, q3 = colonne.quantile(0.25), colonne.quantile(0.75)
    marge = 1.5 * (q3 - q1)
    return sorted(colonne[(colonne <= q1 - marge) | (colonne >= q3 + marge)])
