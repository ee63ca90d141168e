# %% solution="oublis-par-groupe"
# Autre bonne réponse : compter à la main, groupe par groupe.
def oublis_par_groupe(vraies, reponses, groupes):
    cas, oublis = {}, {}
    for vraie, reponse, groupe in zip(vraies, reponses, groupes):
        if vraie == "oui":
            cas[groupe] = cas.get(groupe, 0) + 1
            oublis[groupe] = oublis.get(groupe, 0) + (reponse == "non")
    return {groupe: oublis[groupe] / cas[groupe] for groupe in cas}
