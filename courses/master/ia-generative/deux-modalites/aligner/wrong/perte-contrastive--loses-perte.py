# %% solution="perte"
# Idée fausse : un seul sens suffit.
def perte(A, B, temperature):
    if temperature <= 0:
        raise ValueError("température")
    S = A @ B.T / temperature
    return float(np.mean(np.logaddexp.reduce(S, axis=1) - np.diag(S)))
