# %% solution="brin-oppose"
# Autre bonne réponse : une table de traduction.
def brin_oppose(sequence):
    majuscules = sequence.upper()
    if set(majuscules) - set("ACGTN"):
        raise ValueError("base inconnue")
    return majuscules.translate(str.maketrans("ACGTN", "TGCAN"))[::-1]


# %% solution="k-mers"
def k_mers(sequence, k):
    from collections import Counter

    if k < 1:
        raise ValueError("k trop petit")
    adn = sequence.upper()
    mots = (adn[i : i + k] for i in range(len(adn) - k + 1))
    return dict(Counter(mot for mot in mots if all(base in "ACGT" for base in mot)))
