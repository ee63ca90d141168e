# %% solution="probabilites"
# Idée fausse : on centre et réduit chaque lot avec ses propres statistiques.
def probabilites(X_apprentissage, y_apprentissage, X_nouveau):
    a = (X_apprentissage - X_apprentissage.mean()) / X_apprentissage.std()
    b = (X_nouveau - X_nouveau.mean()) / X_nouveau.std()
    return LogisticRegression().fit(a, y_apprentissage).predict_proba(b)[:, 1]
