# %% solution="gain"
# Autre bonne réponse : compter les bonnes réponses une à une.
def gain(etiquettes_app, etiquettes_test, reponses):
    frequente = max(set(etiquettes_app), key=list(etiquettes_app).count)
    modele = betes = 0
    for vraie, reponse in zip(etiquettes_test, reponses):
        modele = modele + (vraie == reponse)
        betes = betes + (vraie == frequente)
    return (modele - betes) / len(etiquettes_test)
