# %% solution="choix-sobre"
# Idée fausse : à énergie égale, prendre le premier du tableau.
def choix_sobre(modeles, tolerance):
    bons = modeles[modeles["score"] >= modeles["score"].max() - tolerance]
    return bons.loc[bons["energie_wh"].idxmin(), "nom"]
