# %% solution="couverture"
# Idée fausse : une abstention est une erreur.
def juger(reponses, verites):
    if len(reponses) != len(verites) or not reponses:
        raise ValueError("listes")
    couverture = sum(reponse is not None for reponse in reponses) / len(reponses)
    return couverture, sum(r == v for r, v in zip(reponses, verites)) / len(reponses)
