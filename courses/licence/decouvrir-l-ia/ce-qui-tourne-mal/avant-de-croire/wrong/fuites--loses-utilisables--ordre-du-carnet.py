# %% solution="utilisables"
# Idée fausse : oublier de ranger dans l'ordre alphabétique.
def utilisables(connue_le, decision):
    return [nom for nom, jour in connue_le.items() if jour <= decision]
