# %% solution="tableau-publiable"
# Idée fausse : cacher la petite case suffit, même si le total est publié.
def tableau_publiable(nombres, seuil):
    return {nom: None if 0 < nombre < seuil else nombre for nom, nombre in nombres.items()}
