# %% solution="a-cheval"
# Idée fausse : chercher les personnes du test jamais vues.
def a_cheval(personnes_app, personnes_test):
    return sorted(set(personnes_test) - set(personnes_app))
