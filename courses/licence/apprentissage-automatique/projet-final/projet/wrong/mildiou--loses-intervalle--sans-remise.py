# %% solution="intervalle"
# Idée fausse : tirer les parcelles sans remise : toutes les moyennes sont égales.
def intervalle(erreurs, parcelles, tirages, graine):
    generateur, noms = np.random.default_rng(graine), np.unique(parcelles)
    moyennes = []
    for _ in range(tirages):
        tirees = generateur.choice(noms, len(noms), replace=False)
        moyennes.append(np.mean(np.concatenate([erreurs[parcelles == nom] for nom in tirees])))
    return np.quantile(moyennes, 0.05), np.quantile(moyennes, 0.95)
