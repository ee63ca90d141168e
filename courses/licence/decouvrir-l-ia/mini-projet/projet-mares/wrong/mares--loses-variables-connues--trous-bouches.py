# %% solution="variables-connues"
# Idée fausse : on boucherait les trous tout de suite, avec tout le relevé.
def variables(propre):
    mesures = propre[["surface_m2", "profondeur_cm", "ph", "foret_m"]].copy()
    mesures["poissons"] = (propre["poissons"] == "oui").astype(int)
    return mesures.fillna(mesures.median())
