# %% solution="extremes"
# Idée fausse : prendre deux écarts types autour de la moyenne, que les valeurs extrêmes
# gonflent elles-mêmes.
def extremes(colonne):
    centre, ecart = colonne.mean(), colonne.std()
    return sorted(colonne[(colonne < centre - 2 * ecart) | (colonne > centre + 2 * ecart)])
