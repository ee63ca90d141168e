# %% solution="plus-petit-groupe"
# Autre bonne réponse : compter les lignes identiques.
def plus_petit_groupe(tableau, colonnes):
    if tableau.empty:
        return 0
    return tableau[colonnes].value_counts(dropna=False).iloc[-1]
