# %% solution="echelle"
# Idée fausse : calculer moyenne et écart type sur les deux tableaux réunis.
def mettre_a_l_echelle(app, test):
    tout = pd.concat([app, test])
    return (app - tout.mean()) / tout.std(), (test - tout.mean()) / tout.std()
