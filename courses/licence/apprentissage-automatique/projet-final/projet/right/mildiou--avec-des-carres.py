# %% solution="predire"
# Autre bonne réponse : une régression logistique avec carrés et produits : le mildiou n'aime ni
# le froid ni la canicule.
def predire(nouvelles):
    from sklearn.preprocessing import PolynomialFeatures

    mesures = ["age_ans", "temperature_c", "humidite_pct", "pluie_mm", "mouillure_h"]
    connues = preparer(brut.drop_duplicates())
    modele = make_pipeline(
        SimpleImputer(),
        StandardScaler(),
        PolynomialFeatures(2, include_bias=False),
        LogisticRegression(max_iter=1000),
    )
    modele.fit(connues[mesures], connues["mildiou_sous_7_jours"])
    return modele.predict_proba(preparer(nouvelles)[mesures])[:, 1]
