# %% solution="sign-flip"
# Misconception: only flips in the observed direction count (a one-sided test).
def sign_flip_p(differences):
    if len(differences) > 16:
        raise ValueError("too many")
    sums = [sum(s * d for s, d in zip(flip, differences)) for flip in product((1, -1), repeat=len(differences))]
    return sum(value >= sum(differences) - 1e-12 for value in sums) / len(sums)
