# %% solution="ecart"
# Autre bonne réponse : ranger les taux gardés et comparer les deux bouts.
def ecart(taux, effectifs, minimum):
    gardes = []
    for groupe, effectif in effectifs.items():
        if effectif >= minimum:
            gardes.append(taux[groupe])
    gardes.sort()
    if len(gardes) <= 1:
        return None
    return gardes[-1] - gardes[0]
