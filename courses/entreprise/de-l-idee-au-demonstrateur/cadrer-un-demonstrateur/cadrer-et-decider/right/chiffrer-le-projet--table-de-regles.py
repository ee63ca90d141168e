# %% solution="fiche-de-cadrage"
# Autre bonne réponse : une règle par champ, dans un dictionnaire.
def defauts(page):
    regles = {
        "question": lambda p: "question" in p and "?" in p["question"],
        "objectif": lambda p: "objectif" in p and p["objectif"] > 0 and p["objectif"] < 1,
        "essais": lambda p: "essais" in p and p["essais"] >= 30,
        "fin": lambda p: "fin" in p and p["fin"] > p["debut"],
        "responsable": lambda p: bool(p.get("responsable")),
    }
    return [nom for nom, convient in regles.items() if not convient(page)]
