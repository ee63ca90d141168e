# %% solution="choisir"
# Idée fausse : choisir le nombre de voisins qui donne le meilleur score au test.
def choisir_et_juger(app_x, app_y, test_x, test_y, candidats):
    scores = {k: KNeighborsClassifier(k).fit(app_x, app_y).score(test_x, test_y) for k in candidats}
    retenu = max(candidats, key=lambda k: (scores[k], k))
    return retenu, scores[retenu]
