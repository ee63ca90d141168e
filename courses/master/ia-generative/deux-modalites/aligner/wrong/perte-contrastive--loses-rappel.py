# %% solution="rappel"
# Idée fausse : les ex æquo comptent pour trouvés.
def rappel(A, B, k):
    if len(A) == 0:
        return None
    S = A @ B.T
    return float(np.mean((S > np.diag(S)[:, None]).sum(axis=1) < k))
