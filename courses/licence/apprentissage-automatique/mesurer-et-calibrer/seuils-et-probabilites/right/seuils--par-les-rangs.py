# %% solution="aire"
# Autre bonne réponse : la formule des rangs de Mann et Whitney.
def aire(annonces, verites):
    from scipy.stats import rankdata

    rangs = rankdata(annonces)
    n1, n0 = (verites == 1).sum(), (verites == 0).sum()
    return (rangs[verites == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * n0)
