# %% solution="degre"
# Idée fausse : le meilleur degré est celui qui colle le mieux aux points appris.
def meilleur_degre(x, y, degres):
    def erreur(degre):
        return ((np.polyval(np.polyfit(x, y, degre), x) - y) ** 2).mean()

    return min(degres, key=erreur)
