# %% solution="intervalle"
# Autre bonne réponse : ranger d'avance les erreurs de chaque parcelle.
def intervalle(erreurs, parcelles, tirages, graine):
    noms = np.unique(parcelles)
    paquets = {nom: erreurs[parcelles == nom] for nom in noms}
    generateur = np.random.default_rng(graine)
    moyennes = []
    for _ in range(tirages):
        tirees = [paquets[nom] for nom in generateur.choice(noms, len(noms))]
        moyennes.append(sum(p.sum() for p in tirees) / sum(len(p) for p in tirees))
    bas, haut = np.quantile(moyennes, [0.05, 0.95])
    return bas, haut
