# %% solution="releve-propre"
# Autre bonne réponse : la méthode mask efface là où une condition est vraie.
def nettoyer(tableau):
    propre = tableau[~tableau.duplicated()].copy()
    propre["profondeur_cm"] = propre["profondeur_cm"].mask(propre["profondeur_cm"] == -1)
    propre["ph"] = [pd.to_numeric(str(p).replace(",", "."), errors="coerce") for p in propre["ph"]]
    return propre
