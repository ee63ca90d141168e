# %% solution="majorite"
# Autre bonne réponse : compter chaque étiquette à la main, dans l'ordre alphabétique.
def majorite(etiquettes):
    meilleure, record = None, 0
    for etiquette in sorted(set(etiquettes)):
        if etiquettes.count(etiquette) > record:
            meilleure, record = etiquette, etiquettes.count(etiquette)
    return meilleure
