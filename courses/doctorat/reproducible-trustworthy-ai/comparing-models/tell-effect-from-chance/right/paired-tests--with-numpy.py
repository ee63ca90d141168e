# %% solution="sign-flip"
# Another right answer: all sums by successive additions.
def sign_flip_p(differences):
    if len(differences) > 16:
        raise ValueError("too many differences")
    sums = np.zeros(1)
    for value in differences:
        sums = np.concatenate([sums + value, sums - value])
    return float(np.mean(np.abs(sums) >= abs(np.sum(differences)) - 1e-12))
