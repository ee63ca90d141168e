# %% solution="ecart"
# Idée fausse : annoncer « aucun écart » quand on ne peut pas comparer.
def ecart(taux, effectifs, minimum):
    gardes = [taux[groupe] for groupe in taux if effectifs[groupe] >= minimum]
    return max(gardes) - min(gardes) if gardes else 0
