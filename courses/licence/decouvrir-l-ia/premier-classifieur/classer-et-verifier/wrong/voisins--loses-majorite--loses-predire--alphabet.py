# %% solution="majorite"
# Idée fausse : prendre la première dans l'alphabet, sans compter.
def majorite(etiquettes):
    return sorted(etiquettes)[0]
