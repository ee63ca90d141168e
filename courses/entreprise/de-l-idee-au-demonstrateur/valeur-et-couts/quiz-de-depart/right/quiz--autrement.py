# %% solution="pourcentage"
# Autre bonne réponse : multiplier d'abord.
def pourcentage(morceau, total):
    if not total:
        return None
    return 100 * morceau / total


# %% solution="filtrer"
# Autre bonne réponse : une boucle.
def au_dessus(mesures, limite):
    gardees = []
    for mesure in mesures:
        if mesure > limite:
            gardees.append(mesure)
    return gardees


# %% solution="compter"
# Autre bonne réponse : compter chaque machine une fois.
def interventions(carnet):
    return {machine: carnet.count(machine) for machine in set(carnet)}
