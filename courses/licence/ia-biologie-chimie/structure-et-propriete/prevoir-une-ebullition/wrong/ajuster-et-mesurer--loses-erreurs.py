# %% solution="erreurs"
# Idée fausse : les écarts positifs et négatifs peuvent se compenser dans l'erreur moyenne.
def erreurs(mesures, prevus):
    ecarts = np.asarray(prevus, dtype=float) - np.asarray(mesures, dtype=float)
    return {"moyenne": float(abs(ecarts.mean())), "pire": float(abs(ecarts).max()), "biais": float(ecarts.mean())}
