# %% solution="reference"
# Idée fausse : la référence annonce une chance sur deux.
def reference(y_apprentissage, nombre):
    return np.full(nombre, 0.5)
