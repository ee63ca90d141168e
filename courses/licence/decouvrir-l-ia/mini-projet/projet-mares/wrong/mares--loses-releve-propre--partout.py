# %% solution="releve-propre"
# Idée fausse : un code vaudrait pour toutes les colonnes.
def nettoyer(tableau):
    propre = tableau.drop_duplicates().replace(-1, float("nan"))
    propre["ph"] = pd.to_numeric(propre["ph"].str.replace(",", "."), errors="coerce")
    return propre
