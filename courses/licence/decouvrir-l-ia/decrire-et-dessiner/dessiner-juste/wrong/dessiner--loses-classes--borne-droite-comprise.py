# %% solution="classes"
# Idée fausse : ranger une valeur posée sur une borne dans la classe de gauche.
def compter_par_classe(colonne, bornes):
    return [
        int(((colonne > gauche) & (colonne <= droite)).sum())
        for gauche, droite in zip(bornes[:-1], bornes[1:])
    ]
