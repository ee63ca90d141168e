# %% solution="formule"
# Idée fausse : un atome aromatique est un autre élément.
def composition(jetons):
    return {jeton: jetons.count(jeton) for jeton in jetons if jeton.isalpha()}
