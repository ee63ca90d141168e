# %% solution="energie"
# Idée fausse : arrondir vers le bas suffit.
def requetes_egales(puissance_w, heures, wh_par_requete):
    return int(puissance_w * heures // wh_par_requete) if wh_par_requete else None
