# %% solution="resume"
# Idée fausse : compter les lignes, trous compris, au lieu des valeurs connues.
def resume(colonne):
    return {
        "effectif": len(colonne),
        "moyenne": colonne.mean(),
        "mediane": colonne.median(),
        "etendue": colonne.max() - colonne.min(),
    }
