# %% solution="tableau-publiable"
# Autre bonne réponse : étape par étape.
def tableau_publiable(nombres, seuil):
    resultat = dict(nombres)
    caches = [nom for nom in nombres if 1 <= nombres[nom] <= seuil - 1]
    if len(caches) == 1:
        candidats = sorted(
            (nombres[nom], rang, nom) for rang, nom in enumerate(nombres) if nombres[nom] >= seuil
        )
        caches = [*caches, candidats[0][2]] if candidats else list(nombres)
    for nom in caches:
        resultat[nom] = None
    return resultat
