# %% solution="seuil-sain"
# Autre bonne réponse : la bibliothèque standard.
def seuil_sain(mesures, k):
    import statistics

    connues = [float(mesure) for mesure in mesures if mesure == mesure]
    if len(connues) < 2:
        raise ValueError("pas assez de mesures connues")
    return statistics.mean(connues) + k * statistics.stdev(connues)
