# %% solution="barres"
# Idée fausse : ranger les hauteurs, mais laisser les étiquettes dans l'ordre de départ.
def dessiner_barres(serie, nom_axe):
    figure, axe = plt.subplots(figsize=(6, 3.5))
    axe.bar(serie.index, sorted(serie, reverse=True))
    axe.set_ylabel(nom_axe)
    return lire_figure(axe)
