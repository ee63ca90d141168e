# %% solution="en-nombre"
# Idée fausse : une valeur absente vaudrait zéro.
def en_nombre(texte):
    propre = texte.strip()
    if propre in ("", "?"):
        return 0.0
    return float(propre.replace(",", "."))
