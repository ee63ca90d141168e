# %% solution="energie"
# Idée fausse : watts fois secondes donnent des wattheures.
def energie(puissance_w, duree_s, predictions, intensite_g_kwh=50):
    kwh = puissance_w * duree_s * predictions / 1000
    return kwh, kwh * intensite_g_kwh / 1000
