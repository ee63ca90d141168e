# %% solution="invraisemblables"
# Idée fausse : demander à une valeur d'être à la fois trop petite et trop grande.
def nb_invraisemblables(colonne, minimum, maximum):
    return int(((colonne < minimum) & (colonne > maximum)).sum())
