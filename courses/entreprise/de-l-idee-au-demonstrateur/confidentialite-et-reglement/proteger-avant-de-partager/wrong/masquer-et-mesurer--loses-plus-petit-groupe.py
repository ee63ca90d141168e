# %% solution="plus-petit-groupe"
# Idée fausse : une valeur manquante ne désigne personne.
def plus_petit_groupe(tableau, colonnes):
    return int(tableau.groupby(colonnes).size().min()) if len(tableau) else 0
