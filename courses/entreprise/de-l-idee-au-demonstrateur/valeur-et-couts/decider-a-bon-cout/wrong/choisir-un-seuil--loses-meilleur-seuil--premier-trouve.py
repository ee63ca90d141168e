# %% solution="meilleur-seuil"
# Idée fausse : à coût égal, n'importe lequel convient (ici le plus bas).
def meilleur_seuil(reel, score, prix, seuils):
    return min(sorted(seuils), key=lambda seuil: cout_au_seuil(reel, score, prix, seuil))
