# %% solution="bibliotheque"
# Idée fausse : ce que l'index propose est une copie ; rien n'est vérifié.
def presque_copies(textes, seuil, taille):
    index = MinHashLSH(threshold=seuil, num_perm=256)
    couples = []
    for j, texte in enumerate(textes):
        minimums = MinHash(num_perm=256)
        for suite in suites_de_mots(texte, taille):
            minimums.update(suite.encode())
        couples += [(i, j) for i in index.query(minimums)]
        index.insert(j, minimums)
    return sorted(couples)
