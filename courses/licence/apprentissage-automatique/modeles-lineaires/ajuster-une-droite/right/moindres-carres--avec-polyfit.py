# %% solution="droite"
# Autre bonne réponse : la fonction de NumPy qui ajuste un polynôme de degré 1.
def droite(x, y):
    pente, origine = np.polyfit(x, y, 1)
    return pente, origine
