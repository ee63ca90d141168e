# %% solution="gini"
# Autre bonne réponse : la probabilité que deux tirages diffèrent, couple par couple.
def gini(etiquettes):
    return np.mean(etiquettes[:, None] != etiquettes[None, :])
