# %% solution="mise-a-l-echelle"
# Idée fausse : chaque tableau a ses propres statistiques.
def mettre_a_l_echelle(apprentissage, autre):
    def reduire(tableau):
        ecart = tableau.std(axis=0)
        return (tableau - tableau.mean(axis=0)) / np.where(ecart == 0, 1, ecart)

    return reduire(apprentissage), reduire(autre)
