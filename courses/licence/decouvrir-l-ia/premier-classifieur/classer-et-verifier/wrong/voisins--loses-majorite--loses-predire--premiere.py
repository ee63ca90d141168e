# %% solution="majorite"
# Idée fausse : prendre la première étiquette de la liste, sans voter.
def majorite(etiquettes):
    return etiquettes[0]
