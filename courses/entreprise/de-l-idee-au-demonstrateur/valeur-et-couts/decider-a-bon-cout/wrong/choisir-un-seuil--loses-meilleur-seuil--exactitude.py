# %% solution="meilleur-seuil"
# Idée fausse : le bon seuil est celui qui fait le moins d'erreurs.
def meilleur_seuil(reel, score, prix, seuils):
    une_erreur = {"vp": 0, "fp": 1, "fn": 1, "vn": 0}
    return min(seuils, key=lambda seuil: (cout_au_seuil(reel, score, une_erreur, seuil), -seuil))
