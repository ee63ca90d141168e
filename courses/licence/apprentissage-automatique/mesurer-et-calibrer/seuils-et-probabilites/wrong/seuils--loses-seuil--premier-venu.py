# %% solution="seuil"
# Idée fausse : en cas d'égalité, garder le premier de la liste.
def seuil_le_moins_cher(annonces, verites, cout_alerte, cout_oubli, seuils):
    def cout(s):
        alerte = annonces >= s
        return (alerte & (verites == 0)).sum() * cout_alerte + (
            ~alerte & (verites == 1)
        ).sum() * cout_oubli

    return min(seuils, key=cout)
