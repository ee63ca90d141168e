# %% solution="meilleur-seuil"
# Autre bonne réponse : parcourir les seuils du plus haut au plus bas.
def meilleur_seuil(reel, score, prix, seuils):
    retenu, cout_retenu = None, None
    for seuil in sorted(seuils, reverse=True):
        cout = cout_au_seuil(reel, score, prix, seuil)
        if cout_retenu is None or cout < cout_retenu:
            retenu, cout_retenu = seuil, cout
    return retenu
