# %% solution="empreinte"
# Idée fausse : seules comptent les suites de la taille maximale.
def empreinte(smiles, taille_max):
    suite = jetons(smiles)
    return {tuple(suite[i : i + taille_max]) for i in range(len(suite) - taille_max + 1)}
