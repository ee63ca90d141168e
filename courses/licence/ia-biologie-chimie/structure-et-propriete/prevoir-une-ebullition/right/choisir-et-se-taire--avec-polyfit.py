# %% solution="degre"
# Autre bonne réponse : np.polyfit, un point mis de côté à chaque tour.
def meilleur_degre(x, y, degres):
    resultats = []
    for degre in degres:
        carres = []
        for i in range(len(x)):
            garde = np.arange(len(x)) != i
            carres.append((np.polyval(np.polyfit(x[garde], y[garde], degre), x[i]) - y[i]) ** 2)
        resultats.append((round(float(np.sqrt(np.mean(carres))), 8), degre))
    return min(resultats)[1]
