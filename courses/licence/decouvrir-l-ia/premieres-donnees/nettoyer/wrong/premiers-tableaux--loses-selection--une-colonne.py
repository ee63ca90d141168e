# %% solution="selection"
# Idée fausse : renvoyer la colonne filtrée au lieu des lignes entières.
def arbres_de(tableau, essence):
    colonne = tableau["essence"]
    return colonne[colonne == essence]
