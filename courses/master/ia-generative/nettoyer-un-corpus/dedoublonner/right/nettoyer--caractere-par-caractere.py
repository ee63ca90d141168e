# %% solution="normaliser"
# Autre bonne réponse : ligne par ligne, sans expression régulière.
def normaliser(texte):
    compose = unicodedata.normalize("NFC", texte)
    gardes = [c for c in compose if unicodedata.category(c) != "Cc" or c in ("\n", "\t")]
    lignes = []
    for ligne in "".join(gardes).split("\n"):
        for blanc in ("\t", "\u00a0", "\u202f"):
            ligne = ligne.replace(blanc, " ")
        lignes.append(" ".join(mot for mot in ligne.split(" ") if mot))
    resultat = []
    for ligne in lignes:
        if ligne or (resultat and resultat[-1]):
            resultat.append(ligne)
    return "\n".join(resultat).strip("\n")
