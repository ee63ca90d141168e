# %% solution="en-nombre"
# Idée fausse : oublier que des espaces seuls ne sont pas un nombre.
def en_nombre(texte):
    if texte == "" or texte == "?":
        return None
    return float(texte.replace(",", "."))
