# %% solution="taux-par-commune"
# Idée fausse : le taux d'une commune serait sa part de toutes les mares à tritons.
def taux_par_commune(tableau, minimum):
    avec = tableau[tableau["tritons"] == "oui"]["commune"].value_counts()
    effectifs = tableau["commune"].value_counts()
    parts = (avec.reindex(effectifs.index).fillna(0)) / len(tableau) * 100
    return parts[effectifs >= minimum]
