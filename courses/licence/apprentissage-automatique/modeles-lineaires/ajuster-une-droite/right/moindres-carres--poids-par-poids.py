# %% solution="gradient"
# Autre bonne réponse : dériver poids par poids.
def gradient(X, y, w):
    ecarts = X @ w - y
    return np.array([2 * np.mean(ecarts * X[:, j]) for j in range(X.shape[1])])
