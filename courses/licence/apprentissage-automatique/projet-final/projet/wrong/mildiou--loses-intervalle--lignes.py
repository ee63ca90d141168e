# %% solution="intervalle"
# Idée fausse : rééchantillonner des lignes : l'intervalle est trop étroit.
def intervalle(erreurs, parcelles, tirages, graine):
    generateur = np.random.default_rng(graine)
    moyennes = [np.mean(generateur.choice(erreurs, len(erreurs))) for _ in range(tirages)]
    return np.quantile(moyennes, 0.05), np.quantile(moyennes, 0.95)
