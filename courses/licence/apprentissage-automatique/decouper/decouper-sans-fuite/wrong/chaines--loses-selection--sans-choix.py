# %% solution="selection"
# Idée fausse : garder toutes les colonnes.
def score_honnete(X, y, k):
    return cross_val_score(LogisticRegression(), X, y, cv=4).mean()
