# %% solution="predire"
# Idée fausse : un arbre sans limite, qui a tout retenu et rien compris.
def predire(nouvelles):
    from sklearn.tree import DecisionTreeClassifier

    mesures = ["age_ans", "temperature_c", "humidite_pct", "pluie_mm", "mouillure_h"]
    connues = preparer(brut.drop_duplicates())
    modele = make_pipeline(SimpleImputer(), DecisionTreeClassifier(random_state=0))
    modele.fit(connues[mesures], connues["mildiou_sous_7_jours"])
    return modele.predict_proba(preparer(nouvelles)[mesures])[:, 1]
