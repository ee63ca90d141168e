# %% solution="taux"
# Autre bonne réponse : diviser un comptage par un autre, groupe par groupe.
def taux(tableau, groupe, evenement):
    resultat = {}
    for nom in tableau[groupe].unique():
        lignes = tableau[tableau[groupe] == nom]
        resultat[nom] = 100 * lignes[evenement].sum() / len(lignes)
    return resultat
