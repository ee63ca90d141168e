# %% solution="valeur-annuelle"
# Idée fausse : le gain de l'essai est déjà celui de l'année.
def valeur_annuelle(cout_sans, cout_avec, lots_essai, lots_annee, cout_modele):
    return cout_sans - cout_avec - cout_modele
