# %% solution="invraisemblables"
# Autre bonne réponse : compter à la main, une valeur après l'autre.
def nb_invraisemblables(colonne, minimum, maximum):
    nombre = 0
    for valeur in colonne:
        if valeur < minimum or valeur > maximum:
            nombre = nombre + 1
    return nombre
