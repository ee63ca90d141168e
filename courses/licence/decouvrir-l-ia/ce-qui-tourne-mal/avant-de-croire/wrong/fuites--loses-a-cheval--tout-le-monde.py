# %% solution="a-cheval"
# Idée fausse : réunir les deux listes au lieu de chercher ce qu'elles ont en commun.
def a_cheval(personnes_app, personnes_test):
    return sorted(set(personnes_app) | set(personnes_test))
