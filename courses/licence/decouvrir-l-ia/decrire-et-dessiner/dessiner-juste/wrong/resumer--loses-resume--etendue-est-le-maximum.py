# %% solution="resume"
# Idée fausse : confondre l'étendue et le maximum.
def resume(colonne):
    return {
        "effectif": colonne.count(),
        "moyenne": colonne.mean(),
        "mediane": colonne.median(),
        "etendue": colonne.max(),
    }
