# %% solution="echelle"
# Idée fausse : centrer sans réduire.
def mettre_a_l_echelle(app, test):
    return app - app.mean(), test - app.mean()
