# %% solution="rounds"
# Misconception: each site goes on from its own weights, and averaging happens at the end.
def train_federated(sites, rounds, rate, epochs):
    local = [np.zeros(X.shape[1]) for X, _ in sites]
    history = []
    for _ in range(rounds):
        local = [local_training(w, X, y, rate, epochs) for w, (X, y) in zip(local, sites)]
        history.append(federated_average(local, [len(y) for _, y in sites]))
    return history
