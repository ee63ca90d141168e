# %% solution="predire"
# Idée fausse : laisser les pannes à -1 comme si l'air était sec.
def predire(nouvelles):
    mesures = ["age_ans", "temperature_c", "humidite_pct", "pluie_mm", "mouillure_h"]
    connues = brut.drop_duplicates()
    modele = make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression())
    modele.fit(connues[mesures], connues["mildiou_sous_7_jours"])
    return modele.predict_proba(nouvelles[mesures])[:, 1]
