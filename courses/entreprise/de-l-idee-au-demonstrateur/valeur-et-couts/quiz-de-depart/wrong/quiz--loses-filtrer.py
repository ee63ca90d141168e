# %% solution="filtrer"
# Idée fausse : « au-dessus » comprend la limite.
def au_dessus(mesures, limite):
    return [mesure for mesure in mesures if mesure >= limite]
