# %% solution="par-groupe"
# Idée fausse : tirer des lignes au lieu de groupes.
def decouper_par_groupe(groupes, part_test, graine):
    melange = np.random.default_rng(graine).permutation(len(groupes))
    taille = round(len(groupes) * part_test)
    return melange[taille:], melange[:taille]
