# %% solution="manquants"
# Autre bonne réponse : un dictionnaire rempli colonne par colonne.
def manquants(tableau):
    parts = {}
    for nom in tableau.columns:
        parts[nom] = 100 * tableau[nom].isna().sum() / len(tableau)
    return parts
