# %% solution="preparer"
# Idée fausse : retirer les lignes en panne : on ne saurait plus prévoir ces jours-là.
def preparer(tableau):
    propre = tableau.drop(columns=["traitement_sous_10_jours"], errors="ignore")
    return propre[propre["humidite_pct"] != -1]
