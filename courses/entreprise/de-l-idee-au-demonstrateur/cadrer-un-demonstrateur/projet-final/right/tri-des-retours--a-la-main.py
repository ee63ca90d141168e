# %% solution="probabilites"
# Autre bonne réponse : la mise à l'échelle à la main, avec les statistiques de l'apprentissage.
def probabilites(X_apprentissage, y_apprentissage, X_nouveau):
    moyenne, ecart = X_apprentissage.mean(), X_apprentissage.std(ddof=0)
    modele = LogisticRegression(max_iter=1000)
    modele.fit((X_apprentissage - moyenne) / ecart, y_apprentissage)
    return modele.predict_proba((X_nouveau - moyenne) / ecart)[:, 1]
