# %% solution="dans-le-temps"
# Idée fausse : tester sur tout l'avenir au lieu du bloc suivant.
def decouper_dans_le_temps(n, k):
    b = n // (k + 1)
    return [(np.arange(i * b), np.arange(i * b, n)) for i in range(1, k + 1)]
