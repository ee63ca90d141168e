# %% solution="barres"
# Idée fausse : ranger de la plus petite à la plus grande barre.
def dessiner_barres(serie, nom_axe):
    figure, axe = plt.subplots(figsize=(6, 3.5))
    classee = serie.sort_values()
    axe.bar(classee.index, classee)
    axe.set_ylabel(nom_axe)
    return lire_figure(axe)
