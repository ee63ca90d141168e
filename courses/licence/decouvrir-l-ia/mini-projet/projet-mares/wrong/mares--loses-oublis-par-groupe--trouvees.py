# %% solution="oublis-par-groupe"
# Idée fausse : on renverrait la part des mares trouvées.
def oublis_par_groupe(vraies, reponses, groupes):
    bilan = pd.DataFrame({"vraie": vraies, "reponse": reponses, "groupe": groupes})
    avec = bilan[bilan["vraie"] == "oui"]
    return (avec["reponse"] == "oui").groupby(avec["groupe"]).mean()
