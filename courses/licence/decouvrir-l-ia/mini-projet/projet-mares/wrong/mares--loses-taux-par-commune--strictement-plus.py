# %% solution="taux-par-commune"
# Idée fausse : « au moins » voudrait dire « plus que ».
def taux_par_commune(tableau, minimum):
    presence = tableau["tritons"] == "oui"
    groupes = presence.groupby(tableau["commune"])
    return groupes.mean()[groupes.size() > minimum] * 100
