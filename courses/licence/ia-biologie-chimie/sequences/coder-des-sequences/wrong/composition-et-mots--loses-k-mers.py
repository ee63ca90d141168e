# %% solution="k-mers"
# Idée fausse : les mots ne se recouvrent pas.
def k_mers(sequence, k):
    if k < 1:
        raise ValueError("k doit valoir au moins 1")
    compte = {}
    for debut in range(0, len(sequence) - k + 1, k):
        mot = sequence[debut : debut + k].upper()
        if set(mot) <= set("ACGT"):
            compte[mot] = compte.get(mot, 0) + 1
    return compte
