# %% solution="preparer"
# Autre bonne réponse : un ensemble de ce qui a déjà été vu.
def preparer(documents, mots_min):
    vus, gardes = set(), []
    for document in documents:
        mots = COURRIEL.sub("[courriel]", document).lower().split()
        cle = " ".join(mots)
        if len(mots) < mots_min or cle in vus:
            continue
        vus.add(cle)
        gardes.append(cle)
    return gardes
