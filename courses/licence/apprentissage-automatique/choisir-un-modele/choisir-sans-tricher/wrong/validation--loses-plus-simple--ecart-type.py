# %% solution="plus-simple"
# Idée fausse : prendre l'écart type des plis au lieu de l'erreur type de la moyenne.
def plus_simple(tableau):
    moyennes = tableau.mean(axis=1)
    m = np.argmax(moyennes)
    return int(np.argmax(moyennes >= moyennes[m] - tableau[m].std(ddof=1)))
