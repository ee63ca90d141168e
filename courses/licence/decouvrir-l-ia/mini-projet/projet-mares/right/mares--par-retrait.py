# %% solution="variables-connues"
# Autre bonne réponse : retirer ce qui ne convient pas, puis coder les poissons.
def variables(propre):
    mesures = propre.drop(columns=["mare", "commune", "tritons_comptes", "tritons"])
    return mesures.assign(poissons=mesures["poissons"].map({"oui": 1, "non": 0}))
