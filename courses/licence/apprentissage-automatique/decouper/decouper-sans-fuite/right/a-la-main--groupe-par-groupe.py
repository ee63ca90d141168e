# %% solution="par-groupe"
# Autre bonne réponse : mélanger les groupes, puis ranger les lignes une à une.
def decouper_par_groupe(groupes, part_test, graine):
    noms = sorted(set(groupes.tolist()))
    np.random.default_rng(graine).shuffle(noms)
    choisis = set(noms[: round(len(noms) * part_test)])
    app = [i for i, g in enumerate(groupes) if g not in choisis]
    test = [i for i, g in enumerate(groupes) if g in choisis]
    return np.array(app), np.array(test)
