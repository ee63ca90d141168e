# %% solution="avis"
# Idée fausse : les bornes sont des cas douteux, et l'ordre de bas et haut n'importe pas.
def avis(probabilites, bas, haut):
    return ["oui" if p > haut else "non" if p < bas else None for p in probabilites]
