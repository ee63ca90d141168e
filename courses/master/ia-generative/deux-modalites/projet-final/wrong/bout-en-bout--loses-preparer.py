# %% solution="preparer"
# Idée fausse : retirer les doublons avant de mettre en minuscules.
def preparer(documents, mots_min):
    uniques = list(dict.fromkeys(documents))
    propres = [" ".join(COURRIEL.sub("[courriel]", d).lower().split()) for d in uniques]
    return [d for d in propres if len(d.split()) >= mots_min]
