# %% solution="emboite"
# Autre bonne réponse : les deux validations écrites à la main.
def score_emboite(X, y, candidats):
    from sklearn.model_selection import StratifiedKFold

    scores = []
    for app, test in StratifiedKFold(6).split(X, y):
        recherche = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": candidats}, cv=3).fit(
            X[app], y[app]
        )
        scores.append(recherche.score(X[test], y[test]))
    return float(np.mean(scores))
