# %% solution="quatre-cases"
# Autre bonne réponse : compter personne par personne.
def quatre_cases(annonces, verites, seuil):
    justes = fausses = oublis = silences = 0
    for annonce, verite in zip(annonces, verites):
        if annonce >= seuil and verite == 1:
            justes += 1
        elif annonce >= seuil:
            fausses += 1
        elif verite == 1:
            oublis += 1
        else:
            silences += 1
    return justes, fausses, oublis, silences
