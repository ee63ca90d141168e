# %% solution="variables-connues"
# Idée fausse : plus on donne de colonnes, mieux c'est, même celle qui contient la réponse.
def variables(propre):
    mesures = propre[["surface_m2", "profondeur_cm", "ph", "foret_m", "tritons_comptes"]].copy()
    mesures["poissons"] = (propre["poissons"] == "oui").astype(int)
    return mesures.drop(columns="surface_m2")
