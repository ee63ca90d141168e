# %% solution="majorite"
# Idée fausse : renvoyer combien de fois au lieu de quelle étiquette.
def majorite(etiquettes):
    return pd.Series(etiquettes).value_counts().max()
