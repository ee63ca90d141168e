# %% solution="selection"
# Autre bonne réponse : la méthode query écrit le filtre comme une phrase.
def arbres_de(tableau, essence):
    return tableau.query("essence == @essence")
