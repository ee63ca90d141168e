# %% solution="un-parmi-quatre"
# Idée fausse : une base inconnue vaut un quart de chaque.
def un_parmi_quatre(sequence):
    lignes = [[float(base == lettre) for lettre in "ACGT"] for base in sequence.upper()]
    return np.array([ligne if sum(ligne) else [0.25] * 4 for ligne in lignes]).reshape(-1, 4)
