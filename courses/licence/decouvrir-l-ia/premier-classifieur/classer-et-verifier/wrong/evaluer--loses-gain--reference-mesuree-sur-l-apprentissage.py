# %% solution="gain"
# Idée fausse : mesurer la réponse bête sur l'apprentissage au lieu du test.
def gain(etiquettes_app, etiquettes_test, reponses):
    app = pd.Series(etiquettes_app)
    exactitude = (pd.Series(etiquettes_test) == pd.Series(reponses)).mean()
    return exactitude - (app == app.mode()[0]).mean()
