# %% solution="jugement"
# Idée fausse : la réponse la plus fréquente se chercherait dans le test.
def juger(mesures, etiquettes, profondeur, tirage):
    app_v, test_v, app_e, test_e = train_test_split(
        mesures, etiquettes, test_size=0.3, random_state=tirage
    )
    medianes = app_v.median()
    arbre = DecisionTreeClassifier(max_depth=profondeur, random_state=0)
    arbre.fit(app_v.fillna(medianes), app_e)
    return (test_e == test_e.mode()[0]).mean(), arbre.score(test_v.fillna(medianes), test_e)
