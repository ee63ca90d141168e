# %% solution="jugement"
# Autre bonne réponse : une chaîne de scikit-learn bouche les trous et apprend.
def juger(mesures, etiquettes, profondeur, tirage):
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline

    app_v, test_v, app_e, test_e = train_test_split(
        mesures, etiquettes, test_size=0.3, random_state=tirage
    )
    arbre = DecisionTreeClassifier(max_depth=profondeur, random_state=0)
    chaine = make_pipeline(SimpleImputer(strategy="median"), arbre).fit(app_v, app_e)
    frequente = app_e.value_counts().idxmax()
    return sum(test_e == frequente) / len(test_e), chaine.score(test_v, test_e)
