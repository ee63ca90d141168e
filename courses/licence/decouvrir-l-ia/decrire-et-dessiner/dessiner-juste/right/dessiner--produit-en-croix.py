# %% solution="exageration"
# Autre bonne réponse : un seul produit en croix.
def exageration(petite, grande, debut):
    return (grande - debut) * petite / ((petite - debut) * grande)
