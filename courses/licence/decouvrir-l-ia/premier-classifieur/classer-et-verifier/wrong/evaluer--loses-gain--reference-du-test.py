# %% solution="gain"
# Idée fausse : chercher la réponse bête dans le test, que l'on n'est pas censé connaître.
def gain(etiquettes_app, etiquettes_test, reponses):
    vraies = pd.Series(etiquettes_test)
    frequente = vraies.mode()[0]
    return (vraies == pd.Series(reponses)).mean() - (vraies == frequente).mean()
