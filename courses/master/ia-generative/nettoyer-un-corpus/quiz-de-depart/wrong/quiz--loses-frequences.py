# %% solution="frequences"
# Idée fausse : on divise par le nombre de mots différents.
def frequences(mots):
    return {mot: mots.count(mot) / len(set(mots)) for mot in mots}
