# %% solution="deja-vues"
# Idée fausse : compter plusieurs fois une ligne répétée dans l'apprentissage.
def deja_vues(app, test):
    return len(test.merge(app))
