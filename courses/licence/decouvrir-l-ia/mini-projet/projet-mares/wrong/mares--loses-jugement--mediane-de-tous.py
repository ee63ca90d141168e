# %% solution="jugement"
# Idée fausse : la médiane se calculerait sur tout le tableau, test compris.
def juger(mesures, etiquettes, profondeur, tirage):
    mesures = mesures.fillna(mesures.median())
    app_v, test_v, app_e, test_e = train_test_split(
        mesures, etiquettes, test_size=0.3, random_state=tirage
    )
    arbre = DecisionTreeClassifier(max_depth=profondeur, random_state=0).fit(app_v, app_e)
    return (test_e == app_e.mode()[0]).mean(), arbre.score(test_v, test_e)
