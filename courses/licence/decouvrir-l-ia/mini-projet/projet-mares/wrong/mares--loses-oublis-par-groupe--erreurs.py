# %% solution="oublis-par-groupe"
# Idée fausse : toute erreur serait un oubli, fausses alertes comprises.
def oublis_par_groupe(vraies, reponses, groupes):
    bilan = pd.DataFrame({"vraie": vraies, "reponse": reponses, "groupe": groupes})
    return (bilan["vraie"] != bilan["reponse"]).groupby(bilan["groupe"]).mean()
