# %% solution="classes"
# Idée fausse : mettre dans la dernière classe tout ce qui dépasse.
def compter_par_classe(colonne, bornes):
    effectifs = []
    for numero in range(len(bornes) - 1):
        dedans = colonne >= bornes[numero]
        if numero < len(bornes) - 2:
            dedans = dedans & (colonne < bornes[numero + 1])
        effectifs.append(int(dedans.sum()))
    return effectifs
