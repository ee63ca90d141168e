# %% solution="jugement"
# Idée fausse : un score se mesurerait sur les exemples appris.
def juger(mesures, etiquettes, profondeur, tirage):
    app_v, test_v, app_e, test_e = train_test_split(
        mesures, etiquettes, test_size=0.3, random_state=tirage
    )
    medianes = app_v.median()
    arbre = DecisionTreeClassifier(max_depth=profondeur, random_state=0)
    arbre.fit(app_v.fillna(medianes), app_e)
    return (app_e == app_e.mode()[0]).mean(), arbre.score(app_v.fillna(medianes), app_e)
