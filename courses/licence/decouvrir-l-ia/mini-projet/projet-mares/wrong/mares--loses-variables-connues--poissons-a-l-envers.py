# %% solution="variables-connues"
# Idée fausse : « non » serait la bonne nouvelle, donc 1.
def variables(propre):
    mesures = propre[["surface_m2", "profondeur_cm", "ph", "foret_m"]].copy()
    mesures["poissons"] = (propre["poissons"] == "non").astype(int)
    return mesures
