# %% solution="masse"
# Idée fausse : chaque élément ne compte qu'une fois.
def masse(formule):
    return sum(MASSES[element] for element in formule)
