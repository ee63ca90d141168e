# %% solution="compter-une-lettre"
# Idée fausse : « a » et « A » sont la même lettre pour Python.
def compter(texte, lettre):
    return texte.count(lettre)
