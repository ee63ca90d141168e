# %% solution="dans-le-temps"
# Idée fausse : diviser par k au lieu de k + 1 : le dernier test sort des données.
def decouper_dans_le_temps(n, k):
    b = n // k
    return [(np.arange(i * b), np.arange(i * b, (i + 1) * b)) for i in range(1, k + 1)]
