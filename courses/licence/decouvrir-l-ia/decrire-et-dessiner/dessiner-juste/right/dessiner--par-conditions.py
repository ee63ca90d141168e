# %% solution="classes"
# Autre bonne réponse : compter avec des conditions, en traitant à part la dernière classe.
def compter_par_classe(colonne, bornes):
    effectifs = []
    for numero in range(len(bornes) - 1):
        gauche, droite = bornes[numero], bornes[numero + 1]
        dedans = (colonne >= gauche) & (colonne < droite)
        if numero == len(bornes) - 2:
            dedans = dedans | (colonne == droite)
        effectifs.append(int(dedans.sum()))
    return effectifs
