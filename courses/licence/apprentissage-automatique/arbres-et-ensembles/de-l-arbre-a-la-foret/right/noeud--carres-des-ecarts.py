# %% solution="reste"
# Autre bonne réponse : additionner les carrés des écarts de chaque côté.
def reste(x, y, seuil):
    total = 0.0
    for groupe in (y[x <= seuil], y[x > seuil]):
        if len(groupe):
            total += np.sum((groupe - groupe.mean()) ** 2)
    return total / len(y)
