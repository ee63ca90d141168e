# %% solution="selection"
# Idée fausse : chercher un texte « qui contient » le mot au lieu d'un texte égal.
def arbres_de(tableau, essence):
    return tableau[tableau["essence"].str.contains(essence, na=False)]
