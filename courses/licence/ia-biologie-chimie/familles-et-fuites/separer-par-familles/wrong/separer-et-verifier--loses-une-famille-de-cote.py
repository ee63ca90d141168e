# %% solution="une-famille-de-cote"
# Idée fausse : mettre un exemple de chaque famille de côté.
def une_famille_de_cote(familles):
    noms = sorted(set(familles))
    if len(noms) < 2:
        raise ValueError("au moins deux familles")
    return [(nom, [i for i in range(len(familles)) if i != familles.index(nom)], [familles.index(nom)]) for nom in noms]
