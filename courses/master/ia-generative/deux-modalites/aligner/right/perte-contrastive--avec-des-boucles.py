# %% solution="rappel"
# Autre bonne réponse : compter, ligne par ligne.
def rappel(A, B, k):
    n = len(A)
    if n == 0:
        return None
    bons = 0
    for i in range(n):
        scores = [float(A[i] @ B[j]) for j in range(n)]
        bons += sum(scores[j] >= scores[i] for j in range(n) if j != i) < k
    return bons / n
