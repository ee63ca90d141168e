# %% solution="par-groupe"
# Idée fausse : mettre au test tout ce qui n'a pas été choisi.
def decouper_par_groupe(groupes, part_test, graine):
    noms = np.unique(groupes)
    choisis = np.random.default_rng(graine).choice(
        noms, round(len(noms) * part_test), replace=False
    )
    au_test = ~np.isin(groupes, choisis)
    return np.flatnonzero(~au_test), np.flatnonzero(au_test)
