# %% solution="preparer"
# Idée fausse : garder la colonne que l'on ne connaîtra pas le matin.
def preparer(tableau):
    propre = tableau.copy()
    propre["humidite_pct"] = propre["humidite_pct"].mask(propre["humidite_pct"] == -1)
    return propre
