# %% solution="avant-apres"
# Idée fausse : couper au milieu du tableau, c'est couper dans le temps.
def avant_apres(tableau, coupure):
    milieu = len(tableau) // 2
    return tableau.iloc[:milieu], tableau.iloc[milieu:]
