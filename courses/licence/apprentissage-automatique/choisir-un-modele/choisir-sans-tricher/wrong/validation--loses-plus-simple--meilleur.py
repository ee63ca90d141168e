# %% solution="plus-simple"
# Idée fausse : prendre toujours le sommet.
def plus_simple(tableau):
    return int(np.argmax(tableau.mean(axis=1)))
