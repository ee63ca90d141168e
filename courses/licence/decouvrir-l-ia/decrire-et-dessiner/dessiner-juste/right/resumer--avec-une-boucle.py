# %% solution="extremes"
# Autre bonne réponse : parcourir les valeurs rangées.
def extremes(colonne):
    q1, q3 = colonne.quantile(0.25), colonne.quantile(0.75)
    bas, haut = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
    trouvees = []
    for valeur in colonne.sort_values():
        if valeur < bas or valeur > haut:
            trouvees.append(valeur)
    return trouvees
