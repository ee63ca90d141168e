# %% solution="noisy-gradient"
# Misconception: the noise is added to the mean, so it does not shrink with the batch.
def noisy_gradient(gradients, clip, sigma, rng):
    return clip_rows(gradients, clip).mean(axis=0) + rng.normal(0, sigma * clip, size=gradients.shape[1])
