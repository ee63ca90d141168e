# %% solution="releve-propre"
# Idée fausse : deux lignes de la même mare seraient toujours des doublons.
def nettoyer(tableau):
    propre = tableau.drop_duplicates(subset="mare").copy()
    propre["profondeur_cm"] = propre["profondeur_cm"].replace(-1, float("nan"))
    propre["ph"] = pd.to_numeric(propre["ph"].str.replace(",", "."), errors="coerce")
    return propre
