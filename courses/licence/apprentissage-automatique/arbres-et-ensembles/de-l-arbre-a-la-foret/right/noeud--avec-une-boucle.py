# %% solution="meilleur-seuil"
# Autre bonne réponse : retenir le meilleur au fil d'une boucle.
def meilleur_seuil(x, y):
    valeurs = sorted(set(x))
    meilleur, record = None, None
    for a, b in zip(valeurs[:-1], valeurs[1:]):
        ce_qui_reste = reste(x, y, (a + b) / 2)
        if record is None or ce_qui_reste < record - 1e-12:
            meilleur, record = (a + b) / 2, ce_qui_reste
    return meilleur
