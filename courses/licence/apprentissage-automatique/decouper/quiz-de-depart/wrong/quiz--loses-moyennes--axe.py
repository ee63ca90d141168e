# %% solution="moyennes"
# Idée fausse : moyenner sur les colonnes : une moyenne par échantillon.
def moyennes(tableau):
    return tableau.mean(axis=1)
