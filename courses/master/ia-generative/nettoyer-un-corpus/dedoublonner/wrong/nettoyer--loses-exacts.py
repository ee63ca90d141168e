# %% solution="exacts"
# Idée fausse : deux textes qui diffèrent par une espace sont différents.
def doublons(textes):
    groupes = {}
    for indice, texte in enumerate(textes):
        groupes.setdefault(texte.lower().strip(), []).append(indice)
    return [indices for indices in groupes.values() if len(indices) > 1]
