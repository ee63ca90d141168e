# %% solution="echelle"
# Autre bonne réponse : refaire à la main ce que fait la chaîne.
def scores_a_l_echelle(X, y):
    from sklearn.model_selection import StratifiedKFold

    scores = []
    for app, test in StratifiedKFold(6).split(X, y):
        moyenne, ecart = X[app].mean(axis=0), X[app].std(axis=0)
        modele = KNeighborsClassifier(3).fit((X[app] - moyenne) / ecart, y[app])
        scores.append(modele.score((X[test] - moyenne) / ecart, y[test]))
    return np.array(scores)
