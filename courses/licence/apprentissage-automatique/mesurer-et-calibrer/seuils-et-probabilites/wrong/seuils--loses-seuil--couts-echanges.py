# %% solution="seuil"
# Idée fausse : échanger les deux coûts.
def seuil_le_moins_cher(annonces, verites, cout_alerte, cout_oubli, seuils):
    def cout(s):
        alerte = annonces >= s
        return (alerte & (verites == 0)).sum() * cout_oubli + (
            ~alerte & (verites == 1)
        ).sum() * cout_alerte

    return min(sorted(seuils, reverse=True), key=cout)
