# %% solution="vote"
# Autre bonne réponse : le mode de SciPy, qui prend la plus petite valeur en cas d'égalité.
def vote(reponses):
    from scipy.stats import mode

    return mode(reponses, axis=0).mode
