# %% solution="classes"
# Idée fausse : oublier que la dernière classe contient ses deux bornes.
def compter_par_classe(colonne, bornes):
    return [
        int(((colonne >= gauche) & (colonne < droite)).sum())
        for gauche, droite in zip(bornes[:-1], bornes[1:])
    ]
