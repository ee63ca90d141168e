# %% solution="taux-par-commune"
# Idée fausse : une part entre 0 et 1 serait un pourcentage.
def taux_par_commune(tableau, minimum):
    presence = tableau["tritons"] == "oui"
    groupes = presence.groupby(tableau["commune"])
    return groupes.mean()[groupes.size() >= minimum]
