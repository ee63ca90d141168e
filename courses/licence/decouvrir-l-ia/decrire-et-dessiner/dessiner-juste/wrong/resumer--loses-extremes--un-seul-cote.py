# %% solution="extremes"
# Idée fausse : ne chercher que les valeurs trop grandes.
def extremes(colonne):
    q1, q3 = colonne.quantile(0.25), colonne.quantile(0.75)
    return sorted(colonne[colonne > q3 + 1.5 * (q3 - q1)])
