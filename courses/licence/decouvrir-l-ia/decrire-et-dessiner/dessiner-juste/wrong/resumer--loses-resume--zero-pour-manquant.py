# %% solution="resume"
# Idée fausse : une valeur manquante vaudrait zéro.
def resume(colonne):
    connues = colonne.fillna(0)
    return {
        "effectif": colonne.count(),
        "moyenne": connues.mean(),
        "mediane": connues.median(),
        "etendue": connues.max() - connues.min(),
    }
