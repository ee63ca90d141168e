# %% solution="en-danger"
# Idée fausse : après la panne, la machine est encore « en danger ».
def en_danger(heures, panne, horizon):
    heures = np.asarray(heures)
    if panne is None:
        return np.zeros(len(heures), dtype=bool)
    return panne - heures <= horizon
