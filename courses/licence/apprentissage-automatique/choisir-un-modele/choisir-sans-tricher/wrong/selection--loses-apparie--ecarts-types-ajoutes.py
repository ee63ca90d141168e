# %% solution="apparie"
# Idée fausse : additionner les variances des deux modèles au lieu de regarder les écarts.
def ecart_apparie(a, b):
    a, b = np.array(a), np.array(b)
    return a.mean() - b.mean(), np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / len(a))
