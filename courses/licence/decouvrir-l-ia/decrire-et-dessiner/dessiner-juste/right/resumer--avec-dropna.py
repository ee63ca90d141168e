# %% solution="resume"
# Autre bonne réponse : retirer d'abord les trous, puis compter ce qui reste.
def resume(colonne):
    connues = sorted(colonne.dropna())
    return {
        "effectif": len(connues),
        "moyenne": sum(connues) / len(connues),
        "mediane": colonne.median(),
        "etendue": connues[-1] - connues[0],
    }
