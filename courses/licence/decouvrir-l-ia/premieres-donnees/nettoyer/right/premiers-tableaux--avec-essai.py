# %% solution="en-nombre"
# Autre bonne réponse : essayer de convertir, et renoncer si Python ne comprend pas.
def en_nombre(texte):
    try:
        return float(texte.replace(",", "."))
    except ValueError:
        return None
