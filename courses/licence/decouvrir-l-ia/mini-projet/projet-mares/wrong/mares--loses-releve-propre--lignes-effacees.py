# %% solution="releve-propre"
# Idée fausse : une ligne où il manque quelque chose ne servirait à rien.
def nettoyer(tableau):
    propre = tableau.drop_duplicates().copy()
    propre["profondeur_cm"] = propre["profondeur_cm"].replace(-1, float("nan"))
    propre["ph"] = pd.to_numeric(propre["ph"].str.replace(",", "."), errors="coerce")
    return propre.dropna()
