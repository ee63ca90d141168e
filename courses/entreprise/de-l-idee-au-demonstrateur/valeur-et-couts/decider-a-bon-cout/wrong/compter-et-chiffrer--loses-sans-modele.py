# %% solution="sans-modele"
# Idée fausse : le concurrent du modèle est l'habitude (ne jamais alerter), pas la meilleure des deux.
def sans_modele(reel, prix):
    return "jamais", sum(reel) * prix["fn"]
