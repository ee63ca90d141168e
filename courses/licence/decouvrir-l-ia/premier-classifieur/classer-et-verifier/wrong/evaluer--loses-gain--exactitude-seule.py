# %% solution="gain"
# Idée fausse : donner l'exactitude du modèle sans retirer la référence.
def gain(etiquettes_app, etiquettes_test, reponses):
    return (pd.Series(etiquettes_test) == pd.Series(reponses)).mean()
