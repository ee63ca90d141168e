# %% solution="plus-proche"
# Idée fausse : à égalité, peu importe.
def plus_proche(smiles, etagere, taille_max):
    meilleur = None
    for nom, autre in etagere.items():
        ressemblance = tanimoto(empreinte(smiles, taille_max), empreinte(autre, taille_max))
        if meilleur is None or ressemblance > meilleur[1]:
            meilleur = (nom, ressemblance)
    return meilleur
