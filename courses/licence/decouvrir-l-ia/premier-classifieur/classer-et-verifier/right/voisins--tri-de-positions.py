# %% solution="voisins"
# Autre bonne réponse : trier les positions par distance ; le tri de Python garde l'ordre en cas
# d'égalité.
def voisins(exemples, point, k):
    def eloignement(position):
        return math.dist(exemples[position], point)

    return sorted(range(len(exemples)), key=eloignement)[:k]
