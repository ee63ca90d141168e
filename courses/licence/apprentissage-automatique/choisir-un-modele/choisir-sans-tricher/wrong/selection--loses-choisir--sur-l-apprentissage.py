# %% solution="choisir"
# Idée fausse : choisir sur les exemples déjà vus : un seul voisin gagne toujours.
def choisir_et_juger(app_x, app_y, test_x, test_y, candidats):
    scores = {k: KNeighborsClassifier(k).fit(app_x, app_y).score(app_x, app_y) for k in candidats}
    retenu = max(candidats, key=lambda k: (scores[k], k))
    return retenu, KNeighborsClassifier(retenu).fit(app_x, app_y).score(test_x, test_y)
