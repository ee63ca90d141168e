# %% solution="effets"
# Idée fausse : comparer des coefficients dans des unités différentes.
def effets(tableau, y):
    modele = LinearRegression().fit(tableau, y)
    return pd.Series(modele.coef_, index=tableau.columns).sort_values(key=abs, ascending=False)
