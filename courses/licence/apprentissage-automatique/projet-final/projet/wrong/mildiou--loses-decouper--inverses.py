# %% solution="decouper"
# Idée fausse : échanger l'apprentissage et le test.
def decouper(tableau, nombre, graine):
    unique = tableau.drop_duplicates()
    choisies = np.random.default_rng(graine).choice(unique["parcelle"].unique(), nombre, replace=False)
    au_test = unique["parcelle"].isin(choisies)
    return unique[au_test], unique[~au_test]
