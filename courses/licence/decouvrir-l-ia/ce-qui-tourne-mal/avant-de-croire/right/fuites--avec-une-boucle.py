# %% solution="a-cheval"
# Autre bonne réponse : garder chaque personne une fois, puis ranger.
def a_cheval(personnes_app, personnes_test):
    communes = []
    for personne in personnes_test:
        if personne in personnes_app and personne not in communes:
            communes.append(personne)
    communes.sort()
    return communes
