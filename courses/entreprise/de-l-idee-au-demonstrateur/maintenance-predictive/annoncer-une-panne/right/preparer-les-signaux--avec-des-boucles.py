# %% solution="fenetres"
# Autre bonne réponse : une boucle et des listes.
def fenetres(signal, largeur):
    lignes = []
    for numero in range(len(signal) // largeur):
        bloc = [float(mesure) for mesure in signal[numero * largeur : (numero + 1) * largeur]]
        lignes.append([sum(bloc) / largeur, max(bloc), max(bloc) - min(bloc)])
    return np.array(lignes)


# %% solution="en-danger"
def en_danger(heures, panne, horizon):
    return np.array([panne is not None and 0 < panne - heure <= horizon for heure in heures])
