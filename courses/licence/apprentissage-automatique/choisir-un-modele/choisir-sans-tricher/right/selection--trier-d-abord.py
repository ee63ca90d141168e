# %% solution="choisir"
# Autre bonne réponse : parcourir les candidats du plus grand au plus petit et garder le premier
# maximum.
def choisir_et_juger(app_x, app_y, test_x, test_y, candidats):
    tries = sorted(candidats, reverse=True)
    moyennes = [cross_val_score(KNeighborsClassifier(k), app_x, app_y, cv=4).mean() for k in tries]
    retenu = tries[int(np.argmax(moyennes))]
    return retenu, KNeighborsClassifier(retenu).fit(app_x, app_y).score(test_x, test_y)
