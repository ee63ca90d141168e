# %% solution="compter-une-lettre"
# Autre bonne réponse : lettre par lettre.
def compter(texte, lettre):
    return sum(caractere.lower() == lettre.lower() for caractere in texte)


# %% solution="moyenne"
# Autre bonne réponse : le module statistics.
def moyenne(valeurs):
    import statistics

    return statistics.mean(valeurs) if len(valeurs) else None


# %% solution="masse"
# Autre bonne réponse : une addition à la fois, dans l'autre sens.
def masse(formule):
    total = 0.0
    for element in reversed(sorted(formule)):
        total = total + MASSES[element] * formule[element]
    return total
