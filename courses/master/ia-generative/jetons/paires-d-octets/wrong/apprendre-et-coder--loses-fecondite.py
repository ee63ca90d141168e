# %% solution="fecondite"
# Idée fausse : coder le texte entier, espaces compris.
def fecondites(textes, fusions):
    return {
        langue: len(coder(texte, fusions)) / len(texte.split()) if texte.split() else None
        for langue, texte in textes.items()
    }
