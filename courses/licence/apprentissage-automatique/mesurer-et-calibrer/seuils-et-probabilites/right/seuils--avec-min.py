# %% solution="seuil"
# Autre bonne réponse : trier du plus grand au plus petit, puis prendre le premier minimum.
def seuil_le_moins_cher(annonces, verites, cout_alerte, cout_oubli, seuils):
    def cout(s):
        return sum(
            cout_alerte if a >= s and v == 0 else cout_oubli if a < s and v == 1 else 0
            for a, v in zip(annonces, verites)
        )

    return min(sorted(seuils, reverse=True), key=cout)
