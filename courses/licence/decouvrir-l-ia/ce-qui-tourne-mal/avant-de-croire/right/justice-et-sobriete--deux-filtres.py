# %% solution="choix-sobre"
# Autre bonne réponse : garder les bons, puis les moins gourmands, puis le meilleur.
def choix_sobre(modeles, tolerance):
    bons = modeles[modeles["score"] >= modeles["score"].max() - tolerance]
    legers = bons[bons["energie_wh"] == bons["energie_wh"].min()]
    return legers.loc[legers["score"].idxmax(), "nom"]
