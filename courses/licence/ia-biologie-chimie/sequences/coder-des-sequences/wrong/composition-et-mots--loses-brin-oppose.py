# %% solution="brin-oppose"
# Idée fausse : l'autre brin se lit dans le même sens.
def brin_oppose(sequence):
    en_face = {"A": "T", "T": "A", "C": "G", "G": "C", "N": "N"}
    if not set(sequence.upper()) <= set(en_face):
        raise ValueError("base inconnue")
    return "".join(en_face[base] for base in sequence.upper())
