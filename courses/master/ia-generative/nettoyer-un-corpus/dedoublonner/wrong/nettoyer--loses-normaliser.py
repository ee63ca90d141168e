# %% solution="normaliser"
# Idée fausse : couper par blancs et recoller suffit (les paragraphes disparaissent).
def normaliser(texte):
    return " ".join(unicodedata.normalize("NFC", texte).split())
