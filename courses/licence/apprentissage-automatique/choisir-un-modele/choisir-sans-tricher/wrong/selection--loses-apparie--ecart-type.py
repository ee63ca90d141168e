# %% solution="apparie"
# Idée fausse : donner l'écart type des écarts au lieu de l'erreur type.
def ecart_apparie(a, b):
    ecarts = np.array(a) - np.array(b)
    return ecarts.mean(), ecarts.std(ddof=1)
