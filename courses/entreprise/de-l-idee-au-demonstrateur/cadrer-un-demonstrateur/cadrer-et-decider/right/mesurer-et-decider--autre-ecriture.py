# %% solution="intervalle"
# Autre bonne réponse : la même formule, multipliée par 2n.
def intervalle(reussites, essais, z=1.96):
    if essais < 1 or reussites < 0 or reussites > essais:
        raise ValueError("essai impossible")
    echecs = essais - reussites
    racine = z * math.sqrt(z**2 + 4 * reussites * echecs / essais)
    bas = (2 * reussites + z**2 - racine) / (2 * (essais + z**2))
    haut = (2 * reussites + z**2 + racine) / (2 * (essais + z**2))
    return bas, haut
