# %% solution="predire"
# Idée fausse : annoncer 0 ou 1 au lieu d'une probabilité.
def predire(nouvelles):
    mesures = ["age_ans", "temperature_c", "humidite_pct", "pluie_mm", "mouillure_h"]
    connues = preparer(brut.drop_duplicates())
    modele = make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression())
    modele.fit(connues[mesures], connues["mildiou_sous_7_jours"])
    return modele.predict(preparer(nouvelles)[mesures]).astype(float)
