# %% solution="corriger"
# Autre bonne réponse : le boosting de la bibliothèque, avec les mêmes réglages.
def corriger(X, y, nouveaux, etapes, pas):
    from sklearn.ensemble import GradientBoostingRegressor

    if etapes == 0:
        return np.full(len(nouveaux), y.mean())
    modele = GradientBoostingRegressor(
        n_estimators=etapes,
        learning_rate=pas,
        max_depth=2,
        criterion="squared_error",
        random_state=0,
    )
    return modele.fit(X, y).predict(nouveaux)
