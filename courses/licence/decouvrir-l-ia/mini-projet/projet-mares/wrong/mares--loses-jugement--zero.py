# %% solution="jugement"
# Idée fausse : un trou vaudrait zéro.
def juger(mesures, etiquettes, profondeur, tirage):
    app_v, test_v, app_e, test_e = train_test_split(
        mesures, etiquettes, test_size=0.3, random_state=tirage
    )
    arbre = DecisionTreeClassifier(max_depth=profondeur, random_state=0)
    arbre.fit(app_v.fillna(0), app_e)
    return (test_e == app_e.mode()[0]).mean(), arbre.score(test_v.fillna(0), test_e)
