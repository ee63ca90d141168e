# %% solution="intervalle"
# Idée fausse : faire la moyenne des moyennes de parcelles, comme si elles avaient toutes la
# même taille.
def intervalle(erreurs, parcelles, tirages, graine):
    generateur, noms = np.random.default_rng(graine), np.unique(parcelles)
    moyennes = []
    for _ in range(tirages):
        tirees = generateur.choice(noms, len(noms))
        moyennes.append(np.mean([erreurs[parcelles == nom].mean() for nom in tirees]))
    return np.quantile(moyennes, 0.05), np.quantile(moyennes, 0.95)
