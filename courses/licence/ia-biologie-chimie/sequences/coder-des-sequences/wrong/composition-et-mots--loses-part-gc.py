# %% solution="part-gc"
# Idée fausse : les N comptent dans la longueur.
def part_gc(sequence):
    majuscules = sequence.upper()
    return (majuscules.count("G") + majuscules.count("C")) / len(majuscules) if majuscules else None
