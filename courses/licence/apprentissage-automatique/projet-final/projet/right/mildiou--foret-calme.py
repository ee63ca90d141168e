# %% solution="predire"
# Autre bonne réponse : une forêt dont les feuilles gardent au moins dix relevés.
def predire(nouvelles):
    from sklearn.ensemble import RandomForestClassifier

    mesures = ["temperature_c", "humidite_pct", "pluie_mm", "mouillure_h"]
    connues = preparer(brut.drop_duplicates())
    modele = make_pipeline(
        SimpleImputer(strategy="median"), RandomForestClassifier(150, min_samples_leaf=15, random_state=0)
    )
    modele.fit(connues[mesures], connues["mildiou_sous_7_jours"])
    return modele.predict_proba(preparer(nouvelles)[mesures])[:, 1]
