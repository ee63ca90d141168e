# %% solution="ridge"
# Autre bonne réponse : la pénalité comme des exemples fictifs qui tirent vers zéro.
def ridge(X, y, alpha):
    d = X.shape[1]
    plus = np.vstack([X, np.sqrt(alpha) * np.eye(d)])
    return np.linalg.lstsq(plus, np.concatenate([y, np.zeros(d)]), rcond=None)[0]
