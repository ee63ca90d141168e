# %% solution="juger-arbre"
# Autre bonne réponse : comparer soi-même réponses et vraies étiquettes.
def juger_arbre(variables, etiquettes, profondeur, tirage):
    arbre = DecisionTreeClassifier(max_depth=profondeur, random_state=0)
    a, b, c, d = train_test_split(variables, etiquettes, random_state=tirage, test_size=0.3)
    arbre.fit(a, c)
    return (arbre.predict(a) == c).mean(), (arbre.predict(b) == d).mean()
