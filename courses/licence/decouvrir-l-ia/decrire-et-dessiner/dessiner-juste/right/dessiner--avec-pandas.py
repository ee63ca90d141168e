# %% solution="barres"
# Autre bonne réponse : le dessin de pandas, et le bas de l'axe fixé explicitement.
def dessiner_barres(serie, nom_axe):
    figure, axe = plt.subplots(figsize=(6, 3.5))
    serie.sort_values(ascending=False).plot.bar(ax=axe, ylabel=nom_axe)
    axe.set_ylim(bottom=0)
    return lire_figure(axe)
