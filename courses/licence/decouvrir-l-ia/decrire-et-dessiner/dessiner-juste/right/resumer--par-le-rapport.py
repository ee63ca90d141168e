# %% solution="evolution"
# Autre bonne réponse : passer par le rapport des deux valeurs.
def evolution(avant, apres):
    if avant == 0:
        return apres, None
    return apres - avant, (apres / avant - 1) * 100
