# %% solution="tranche"
# Idée fausse : la borne haute est le début de la tranche suivante.
def tranche(age, largeur=10):
    bas = age // largeur * largeur
    return f"{bas}-{bas + largeur}"
