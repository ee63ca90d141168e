# %% solution="oublis-par-groupe"
# Idée fausse : la part d'oublis se rapporterait à toutes les mares du groupe.
def oublis_par_groupe(vraies, reponses, groupes):
    bilan = pd.DataFrame({"vraie": vraies, "reponse": reponses, "groupe": groupes})
    oubli = (bilan["vraie"] == "oui") & (bilan["reponse"] == "non")
    return oubli.groupby(bilan["groupe"]).mean()
