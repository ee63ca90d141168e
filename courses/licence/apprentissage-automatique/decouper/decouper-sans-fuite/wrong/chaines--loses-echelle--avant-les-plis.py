# %% solution="echelle"
# Idée fausse : mettre à l'échelle tout le tableau avant les plis.
def scores_a_l_echelle(X, y):
    return cross_val_score(KNeighborsClassifier(3), StandardScaler().fit_transform(X), y, cv=6)
