# %% solution="invraisemblables"
# Idée fausse : refuser le minimum et le maximum eux-mêmes.
def nb_invraisemblables(colonne, minimum, maximum):
    return int(((colonne <= minimum) | (colonne >= maximum)).sum())
