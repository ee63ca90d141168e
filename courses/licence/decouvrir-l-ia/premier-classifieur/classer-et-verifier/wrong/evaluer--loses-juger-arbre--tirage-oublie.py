# %% solution="juger-arbre"
# Idée fausse : laisser le tirage au hasard : le résultat change à chaque fois.
def juger_arbre(variables, etiquettes, profondeur, tirage):
    arbre = DecisionTreeClassifier(max_depth=profondeur, random_state=0)
    var_app, var_test, eti_app, eti_test = train_test_split(variables, etiquettes, test_size=0.3)
    arbre.fit(var_app, eti_app)
    return arbre.score(var_app, eti_app), arbre.score(var_test, eti_test)
