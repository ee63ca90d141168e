# %% solution="optimisme"
# Idée fausse : soustraire dans le mauvais sens.
def optimisme(X, y, groupes):
    modele = KNeighborsClassifier(1)
    ordinaire = cross_val_score(modele, X, y, cv=4).mean()
    return cross_val_score(modele, X, y, cv=GroupKFold(4), groups=groupes).mean() - ordinaire
