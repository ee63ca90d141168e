# %% solution="preparer"
# Idée fausse : changer tous les -1 du tableau, y compris les vraies températures.
def preparer(tableau):
    return tableau.drop(columns=["traitement_sous_10_jours"], errors="ignore").replace(-1, np.nan)
