# %% solution="a-cheval"
# Idée fausse : laisser une personne autant de fois qu'elle a de lignes.
def a_cheval(personnes_app, personnes_test):
    return sorted(personne for personne in personnes_test if personne in personnes_app)
