# %% solution="bibliotheque"
# Autre bonne réponse : tout ranger d'abord, interroger ensuite, vérifier à la fin.
def presque_copies(textes, seuil, taille):
    minimums = []
    for texte in textes:
        minimums.append(MinHash(num_perm=256))
        minimums[-1].update_batch([suite.encode() for suite in suites_de_mots(texte, taille)])
    index = MinHashLSH(threshold=seuil, num_perm=256)
    for i, resume in enumerate(minimums):
        index.insert(i, resume)
    proposes = {(i, j) for j, resume in enumerate(minimums) for i in index.query(resume) if i < j}
    ensembles = [suites_de_mots(texte, taille) for texte in textes]
    return sorted(
        (i, j)
        for i, j in proposes
        if len(ensembles[i] & ensembles[j]) >= seuil * len(ensembles[i] | ensembles[j])
    )
