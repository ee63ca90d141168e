# %% solution="fiche-de-cadrage"
# Idée fausse : un champ rempli est un champ valable.
def defauts(page):
    return [
        nom for nom in ["question", "objectif", "essais", "fin", "responsable"] if not page.get(nom)
    ]
