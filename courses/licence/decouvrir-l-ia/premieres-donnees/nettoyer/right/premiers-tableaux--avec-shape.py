# %% solution="dimensions"
# Autre bonne réponse : l'attribut shape donne les deux nombres dans le bon ordre.
def dimensions(tableau):
    return tableau.shape
