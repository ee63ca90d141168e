# %% solution="echelle"
# Idée fausse : mettre le test à sa propre échelle.
def mettre_a_l_echelle(app, test):
    return (app - app.mean()) / app.std(), (test - test.mean()) / test.std()
