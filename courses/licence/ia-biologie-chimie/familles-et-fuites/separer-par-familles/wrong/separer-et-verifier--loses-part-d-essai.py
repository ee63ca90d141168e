# %% solution="part-d-essai"
# Idée fausse : la part se compte en familles, pas en exemples.
def familles_d_essai(familles, part):
    noms = sorted(set(familles), key=lambda nom: (familles.count(nom), nom))
    return sorted(noms[: int(part * len(noms))])
