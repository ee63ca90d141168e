# %% solution="foret"
# Idée fausse : tirer sans remise : tous les arbres voient les mêmes lignes.
def foret(X, y, nouveaux, nombre, graine):
    generateur = np.random.default_rng(graine)
    total = np.zeros(len(nouveaux))
    for _ in range(nombre):
        tire = generateur.permutation(len(y))
        total += DecisionTreeClassifier(random_state=0).fit(X[tire], y[tire]).predict(nouveaux)
    return total / nombre
