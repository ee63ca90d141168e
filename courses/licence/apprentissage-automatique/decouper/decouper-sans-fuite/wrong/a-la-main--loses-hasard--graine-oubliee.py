# %% solution="hasard"
# Idée fausse : oublier la graine : personne ne peut refaire le découpage.
def decouper(n, part_test, graine):
    melange = np.random.default_rng().permutation(n)
    taille = round(n * part_test)
    return melange[taille:], melange[:taille]
