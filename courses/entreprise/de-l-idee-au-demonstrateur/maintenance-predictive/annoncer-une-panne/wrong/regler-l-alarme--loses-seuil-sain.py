# %% solution="seuil-sain"
# Idée fausse : l'écart type par défaut de NumPy (division par n) est celui d'un échantillon.
def seuil_sain(mesures, k):
    mesures = np.asarray(mesures, dtype=float)
    connues = mesures[~np.isnan(mesures)]
    if len(connues) < 2:
        raise ValueError("pas assez de mesures")
    return connues.mean() + k * connues.std()
