# %% solution="utilisables"
# Autre bonne réponse : une boucle, une liste, un tri.
def utilisables(connue_le, decision):
    liste = []
    for nom, jour in connue_le.items():
        if jour <= decision:
            liste.append(nom)
    return sorted(liste)
