# %% solution="effets"
# Idée fausse : ranger sans prendre la valeur absolue.
def effets(tableau, y):
    modele = LinearRegression().fit(StandardScaler().fit_transform(tableau), y)
    return pd.Series(modele.coef_, index=tableau.columns).sort_values(ascending=False)
