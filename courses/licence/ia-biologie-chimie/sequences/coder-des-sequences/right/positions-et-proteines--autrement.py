# %% solution="un-parmi-quatre"
# Autre bonne réponse : une comparaison de tableaux.
def un_parmi_quatre(sequence):
    bases = np.array(list(sequence.upper()), dtype="<U1").reshape(-1, 1)
    return (bases == np.array([list("ACGT")])).astype(int)


# %% solution="distance"
def distance(premiere, seconde):
    if len(premiere) != len(seconde):
        raise ValueError("longueurs différentes")
    paires = [(a, b) for a, b in zip(premiere.upper(), seconde.upper()) if {a, b} <= set("ACGT")]
    return sum(a != b for a, b in paires) / len(paires) if paires else None
