# %% solution="utilisables"
# Idée fausse : écarter ce que l'on apprend le jour même.
def utilisables(connue_le, decision):
    return sorted(nom for nom, jour in connue_le.items() if jour < decision)
