# %% solution="erreur-de-calibration"
# Idée fausse : laisser les écarts de signes contraires se compenser.
def erreur_de_calibration(points):
    total = sum(effectif for _, _, effectif in points)
    return (
        abs(sum((annonce - frequence) * effectif for annonce, frequence, effectif in points))
        / total
    )
