# %% solution="ecart"
# Idée fausse : écarter un groupe qui a exactement l'effectif minimum.
def ecart(taux, effectifs, minimum):
    gardes = [taux[groupe] for groupe in taux if effectifs[groupe] > minimum]
    return max(gardes) - min(gardes) if len(gardes) >= 2 else None
