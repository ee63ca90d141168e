# %% solution="predire"
# Idée fausse : équilibrer les classes : l'ordre est bon, mais les probabilités sont beaucoup
# trop hautes.
def predire(nouvelles):
    mesures = ["age_ans", "temperature_c", "humidite_pct", "pluie_mm", "mouillure_h"]
    connues = preparer(brut.drop_duplicates())
    modele = make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression(class_weight="balanced"))
    modele.fit(connues[mesures], connues["mildiou_sous_7_jours"])
    return modele.predict_proba(preparer(nouvelles)[mesures])[:, 1]
