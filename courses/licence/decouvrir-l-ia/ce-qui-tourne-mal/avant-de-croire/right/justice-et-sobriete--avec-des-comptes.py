# %% solution="erreurs-par-groupe"
# Autre bonne réponse : compter personnes et erreurs dans deux dictionnaires.
def erreurs_par_groupe(vraies, reponses, groupes):
    effectifs, erreurs = {}, {}
    for vraie, reponse, groupe in zip(vraies, reponses, groupes):
        effectifs[groupe] = effectifs.get(groupe, 0) + 1
        erreurs[groupe] = erreurs.get(groupe, 0) + (vraie != reponse)
    return {groupe: erreurs[groupe] / effectifs[groupe] for groupe in effectifs}
