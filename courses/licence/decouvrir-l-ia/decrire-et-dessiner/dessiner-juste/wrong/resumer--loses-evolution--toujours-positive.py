# %% solution="evolution"
# Idée fausse : une baisse se dirait sans signe.
def evolution(avant, apres):
    points = abs(apres - avant)
    if avant == 0:
        return points, None
    return points, points / avant * 100
