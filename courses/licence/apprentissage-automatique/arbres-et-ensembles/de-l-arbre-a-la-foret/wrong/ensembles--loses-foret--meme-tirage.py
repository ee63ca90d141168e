# %% solution="foret"
# Idée fausse : recréer le générateur à chaque tour : le même arbre vote plusieurs fois.
def foret(X, y, nouveaux, nombre, graine):
    total = np.zeros(len(nouveaux))
    for _ in range(nombre):
        tire = np.random.default_rng(graine).integers(0, len(y), len(y))
        total += DecisionTreeClassifier(random_state=0).fit(X[tire], y[tire]).predict(nouveaux)
    return total / nombre
