# %% solution="compter"
# Idée fausse : noter la présence d'une machine suffit à compter ses interventions.
def interventions(carnet):
    return {machine: 1 for machine in carnet}
