# %% solution="foret"
# Idée fausse : répondre 0 ou 1 au lieu d'une part.
def foret(X, y, nouveaux, nombre, graine):
    generateur = np.random.default_rng(graine)
    total = np.zeros(len(nouveaux))
    for _ in range(nombre):
        tire = generateur.integers(0, len(y), len(y))
        total += DecisionTreeClassifier(random_state=0).fit(X[tire], y[tire]).predict(nouveaux)
    return (total / nombre > 0.5).astype(float)
