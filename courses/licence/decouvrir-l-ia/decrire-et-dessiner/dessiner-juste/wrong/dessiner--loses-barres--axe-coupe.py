# %% solution="barres"
# Idée fausse : « zoomer » sur les différences en coupant le pied des barres.
def dessiner_barres(serie, nom_axe):
    figure, axe = plt.subplots(figsize=(6, 3.5))
    classee = serie.sort_values(ascending=False)
    axe.bar(classee.index, classee)
    axe.set_ylim(classee.min() * 0.95, classee.max() * 1.05)
    axe.set_ylabel(nom_axe)
    return lire_figure(axe)
