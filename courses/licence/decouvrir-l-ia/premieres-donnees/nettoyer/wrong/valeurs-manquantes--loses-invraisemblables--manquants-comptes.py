# %% solution="invraisemblables"
# Idée fausse : « pas dans l'intervalle » compterait aussi les valeurs inconnues.
def nb_invraisemblables(colonne, minimum, maximum):
    return int((~colonne.between(minimum, maximum)).sum())
