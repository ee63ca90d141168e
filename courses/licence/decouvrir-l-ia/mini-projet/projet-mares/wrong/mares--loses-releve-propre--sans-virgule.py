# %% solution="releve-propre"
# Idée fausse : pandas lirait la virgule comme nous.
def nettoyer(tableau):
    propre = tableau.drop_duplicates().copy()
    propre["profondeur_cm"] = propre["profondeur_cm"].replace(-1, float("nan"))
    propre["ph"] = pd.to_numeric(propre["ph"], errors="coerce")
    return propre
