# %% solution="effets"
# Idée fausse : perdre le signe des effets.
def effets(tableau, y):
    modele = LinearRegression().fit(StandardScaler().fit_transform(tableau), y)
    return pd.Series(abs(modele.coef_), index=tableau.columns).sort_values(ascending=False)
