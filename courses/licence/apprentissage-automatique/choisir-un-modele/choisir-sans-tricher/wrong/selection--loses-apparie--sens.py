# %% solution="apparie"
# Idée fausse : soustraire dans le mauvais sens.
def ecart_apparie(a, b):
    ecarts = np.array(b) - np.array(a)
    return ecarts.mean(), ecarts.std(ddof=1) / np.sqrt(len(ecarts))
