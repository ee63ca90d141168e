# %% solution="temperature"
# Misconception: the temperature multiplies the logits.
def best_temperature(logits, labels, temperatures):
    def loss(t):
        scaled = np.asarray(logits) * t
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        return (np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(labels)), labels]).mean()

    return min(temperatures, key=loss)
