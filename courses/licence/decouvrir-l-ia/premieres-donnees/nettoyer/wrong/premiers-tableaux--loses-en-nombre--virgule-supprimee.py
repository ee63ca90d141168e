# %% solution="en-nombre"
# Idée fausse : la virgule serait un séparateur que l'on peut effacer.
def en_nombre(texte):
    propre = texte.strip()
    if propre in ("", "?"):
        return None
    return float(propre.replace(",", ""))
