# %% solution="dans-le-temps"
# Idée fausse : n'apprendre que sur le bloc d'avant, en oubliant le passé plus ancien.
def decouper_dans_le_temps(n, k):
    b = n // (k + 1)
    return [(np.arange((i - 1) * b, i * b), np.arange(i * b, (i + 1) * b)) for i in range(1, k + 1)]
