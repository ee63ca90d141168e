# %% solution="groupes"
# Idée fausse : il suffit de comparer chaque séquence à la première de chaque groupe.
def groupes(sequences, seuil):
    premieres, numeros = [], []
    for sequence in sequences:
        for numero, premiere in enumerate(premieres):
            if identite(sequence, premiere) >= seuil:
                numeros.append(numero)
                break
        else:
            premieres.append(sequence)
            numeros.append(len(premieres) - 1)
    return numeros
