# %% solution="ecart"
# Idée fausse : garder les groupes trop petits.
def ecart(taux, effectifs, minimum):
    if len(taux) < 2 or sum(effectif >= minimum for effectif in effectifs.values()) < 2:
        return None
    return max(taux.values()) - min(taux.values())
