# %% solution="r2-de-test"
# Idée fausse : la référence est la moyenne du test.
def r2_de_test(mesures, prevus, moyenne_apprentissage):
    mesures, prevus = np.asarray(mesures, dtype=float), np.asarray(prevus, dtype=float)
    reference = ((mesures - mesures.mean()) ** 2).sum()
    return None if reference == 0 else 1 - ((mesures - prevus) ** 2).sum() / reference
