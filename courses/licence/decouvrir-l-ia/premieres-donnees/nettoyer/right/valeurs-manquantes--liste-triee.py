# %% solution="remplir"
# Autre bonne réponse : la médiane calculée à la main sur les valeurs triées.
def remplir(colonne):
    connues = sorted(colonne.dropna())
    milieu = len(connues) // 2
    if len(connues) % 2 == 1:
        mediane = connues[milieu]
    else:
        mediane = (connues[milieu - 1] + connues[milieu]) / 2
    return pd.Series([mediane if pd.isna(valeur) else valeur for valeur in colonne])
