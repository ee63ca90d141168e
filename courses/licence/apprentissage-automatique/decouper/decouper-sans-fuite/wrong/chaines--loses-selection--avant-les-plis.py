# %% solution="selection"
# Idée fausse : choisir les colonnes sur toutes les lignes, test compris.
def score_honnete(X, y, k):
    choisies = SelectKBest(f_classif, k=k).fit_transform(X, y)
    return cross_val_score(LogisticRegression(), choisies, y, cv=4).mean()
