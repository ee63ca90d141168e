# %% solution="effets"
# Autre bonne réponse : multiplier les coefficients bruts par l'écart type de chaque colonne.
def effets(tableau, y):
    bruts = LinearRegression().fit(tableau, y).coef_
    serie = pd.Series(bruts * tableau.std(ddof=0).to_numpy(), index=tableau.columns)
    return serie.loc[serie.abs().sort_values(ascending=False).index]
