# %% solution="bilan"
# Idée fausse : une alarme à l'heure 0 n'existe pas (0 est pris pour « rien »).
def bilan(alarmes, pannes, preavis):
    compte = {"utiles": 0, "tardives": 0, "manquees": 0, "fausses": 0}
    for machine in pannes:
        alarme, panne = alarmes[machine], pannes[machine]
        if not panne:
            compte["fausses"] += bool(alarme)
        elif not alarme:
            compte["manquees"] += 1
        else:
            compte["utiles" if panne - alarme >= preavis else "tardives"] += 1
    return compte
