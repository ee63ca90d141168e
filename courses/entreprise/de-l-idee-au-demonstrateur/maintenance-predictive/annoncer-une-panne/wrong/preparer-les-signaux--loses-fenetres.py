# %% solution="fenetres"
# Idée fausse : la dernière fenêtre compte, même incomplète.
def fenetres(signal, largeur):
    lignes = []
    for debut in range(0, len(signal), largeur):
        bloc = np.asarray(signal[debut : debut + largeur], dtype=float)
        lignes.append([bloc.mean(), bloc.max(), bloc.max() - bloc.min()])
    return np.array(lignes)
