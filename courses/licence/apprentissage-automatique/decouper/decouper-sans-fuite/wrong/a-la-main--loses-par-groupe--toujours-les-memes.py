# %% solution="par-groupe"
# Idée fausse : prendre toujours les premiers groupes dans l'ordre alphabétique.
def decouper_par_groupe(groupes, part_test, graine):
    noms = np.unique(groupes)
    au_test = np.isin(groupes, noms[: round(len(noms) * part_test)])
    return np.flatnonzero(~au_test), np.flatnonzero(au_test)
