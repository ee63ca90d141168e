# %% solution="groupes"
# Autre bonne réponse : suivre les liens à partir de chaque séquence non visitée.
def groupes(sequences, seuil):
    numeros = [None] * len(sequences)
    suivant = 0
    for depart in range(len(sequences)):
        if numeros[depart] is not None:
            continue
        a_voir = [depart]
        while a_voir:
            i = a_voir.pop()
            if numeros[i] is None:
                numeros[i] = suivant
                a_voir += [j for j in range(len(sequences)) if numeros[j] is None and identite(sequences[i], sequences[j]) >= seuil]
        suivant += 1
    return numeros
