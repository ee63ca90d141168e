# %% solution="desequilibre"
# Idée fausse : comparer des nombres de réussites.
def ecart_entre_groupes(trouves, groupes):
    comptes = [sum(t for t, g in zip(trouves, groupes) if g == groupe) for groupe in set(groupes)]
    return (max(comptes) - min(comptes)) / len(trouves) if len(comptes) > 1 else None
