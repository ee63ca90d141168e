# %% solution="deja-vues"
# Idée fausse : ne compter qu'une fois une ligne répétée dans le test.
def deja_vues(app, test):
    return len(test.drop_duplicates().merge(app.drop_duplicates()))
