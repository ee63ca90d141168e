# %% solution="utilisables"
# Idée fausse : garder ce que l'on saura plus tard.
def utilisables(connue_le, decision):
    return sorted(nom for nom, jour in connue_le.items() if jour > decision)
