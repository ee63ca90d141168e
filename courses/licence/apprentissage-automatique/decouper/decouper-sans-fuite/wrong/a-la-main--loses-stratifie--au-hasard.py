# %% solution="stratifie"
# Idée fausse : découper au hasard en espérant que les proportions suivent.
def decouper_stratifie(etiquettes, part_test, graine):
    melange = np.random.default_rng(graine).permutation(len(etiquettes))
    taille = round(len(etiquettes) * part_test)
    return melange[taille:], melange[:taille]
