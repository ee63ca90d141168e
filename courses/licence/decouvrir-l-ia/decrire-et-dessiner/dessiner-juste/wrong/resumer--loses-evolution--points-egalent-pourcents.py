# %% solution="evolution"
# Idée fausse : croire que points et pour cent sont la même chose.
def evolution(avant, apres):
    if avant == 0:
        return apres - avant, None
    return apres - avant, float(apres - avant)
