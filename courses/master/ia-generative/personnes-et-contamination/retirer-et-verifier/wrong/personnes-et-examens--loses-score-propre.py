# %% solution="score-propre"
# Idée fausse : une question contaminée compte comme fausse.
def score_propre(justes, contamines):
    propres = [juste and i not in contamines for i, juste in enumerate(justes)]
    n = len(justes)
    return (sum(justes) / n, sum(propres) / n) if n else (None, None)
