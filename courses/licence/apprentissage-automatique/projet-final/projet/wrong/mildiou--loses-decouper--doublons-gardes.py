# %% solution="decouper"
# Idée fausse : oublier de retirer les lignes recopiées.
def decouper(tableau, nombre, graine):
    noms = tableau["parcelle"].unique()
    choisies = np.random.default_rng(graine).choice(noms, nombre, replace=False)
    au_test = tableau["parcelle"].isin(choisies)
    return tableau[~au_test], tableau[au_test]
