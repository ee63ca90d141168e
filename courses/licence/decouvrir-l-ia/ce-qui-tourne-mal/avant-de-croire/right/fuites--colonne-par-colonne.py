# %% solution="echelle"
# Autre bonne réponse : une boucle sur les colonnes de deux copies.
def mettre_a_l_echelle(app, test):
    app_z, test_z = app.copy(), test.copy()
    for colonne in app.columns:
        moyenne, ecart = app[colonne].mean(), app[colonne].std()
        app_z[colonne] = (app[colonne] - moyenne) / ecart
        test_z[colonne] = (test[colonne] - moyenne) / ecart
    return app_z, test_z
