# %% [markdown]
# # Noise with a purpose
#
# **What you will learn.** Why a trained model can reveal a training example, how clipping and noise bound what it reveals,
# how the budget adds up, and how several sites can learn one model without pooling data.
#
# **Before you start.** Logistic regression and its gradient.
#
# **Time.** 75 minutes.

# %% [markdown]
# ## 1. Worked example: one patient too many (45 minutes)
#
# ### Step 1: a mean can betray
#
# A laboratory in Reims publishes the mean of 20 measurements, then, after one patient has withdrawn, the mean of 19.

# %%
import numpy as np

rng = np.random.default_rng(4)
measurements = rng.normal(5.0, 1.0, 20).round(2)
before, after = measurements.mean(), measurements[:-1].mean()
print(
    "the patient's value, recovered:",
    (20 * before - 19 * after).round(2),
    "true:",
    measurements[-1],
)

# %% [markdown]
# Nobody published the value; two honest means did.
#
# ### Step 2: bound, then blur
#
# If every value is first **clipped** to [0, 10], adding or removing one person moves the sum by at most 10: that is the **sensitivity**.
# Gaussian noise of standard deviation $\sigma \times$ sensitivity then hides any one person. The larger $\sigma$, the better hidden, the less useful.
#
# The promise has a name. A random procedure $M$ is **$(\varepsilon, \delta)$-differentially private** if for any two data sets $D, D'$ that differ by one person, and any set $S$ of results,
#
# $$P(M(D) \in S) \le e^{\varepsilon} P(M(D') \in S) + \delta.$$
#
# Whoever sees the result can hardly tell whether you were in the data. The number of people, 20, is taken as public here.

# %%
for sigma in (0.0, 0.5, 2.0):
    blurred = [
        (np.clip(measurements, 0, 10).sum() + sigma * 10 * rng.standard_normal()) / 20
        for _ in range(3)
    ]
    print(f"sigma {sigma}: three releases of the mean {np.round(blurred, 2)}")

# %% [markdown]
# ### Step 3: do the same to gradients
#
# Training publishes gradients, step after step. **DP-SGD** (Abadi and others, 2016) clips the gradient of **each example** to a norm C,
# sums, adds noise of standard deviation $\sigma C$ to each coordinate, divides by the number of examples, and steps.
# We use every example at every step; sampling a few at random hides each person further (*amplification by sampling*), which the accountants of libraries such as Opacus count.

# %%
n, d = 600, 5
true_w = np.array([2.0, -1.0, 0.5, 0.0, 0.0])


def patients(number):
    """Return features and binary labels of simulated patients."""
    features = rng.standard_normal((number, d))
    labels = rng.random(number) < 1 / (1 + np.exp(-features @ true_w))
    return features, labels.astype(float)


(X, y), (X_test, y_test) = patients(n), patients(5000)


def train(sigma, clip=1.0, steps=60, rate=2.0, seed=0):
    """Return the weights of a logistic regression trained by (noisy) clipped gradient descent."""
    noise = np.random.default_rng(seed)
    w = np.zeros(d)
    for _ in range(steps):
        per_example = (1 / (1 + np.exp(-X @ w)) - y)[:, None] * X
        norms = np.linalg.norm(per_example, axis=1, keepdims=True)
        clipped = per_example * np.minimum(1, clip / np.maximum(norms, 1e-12))
        w = w - rate * (clipped.sum(axis=0) + sigma * clip * noise.standard_normal(d)) / n
    return w


def accuracy(w):
    """Return the accuracy of the weights on 5 000 patients that training never saw."""
    return ((X_test @ w > 0) == (y_test > 0.5)).mean()


for sigma in (0, 8, 64, 256):
    print(
        f"sigma {sigma}: accuracy {np.mean([accuracy(train(sigma, seed=s)) for s in range(5)]):.3f}"
    )

# %% [markdown]
# ### Step 4: count what was spent
#
# In *zero-concentrated* differential privacy (Bun and Steinke, 2016), one Gaussian release with noise multiplier $\sigma$ costs $\rho = 1 / (2 \sigma^2)$, and costs **add up** over steps.
# A total $\rho$ implies $(\varepsilon, \delta)$-differential privacy with $\varepsilon = \rho + 2\sqrt{\rho \ln(1/\delta)}$.

# %%
for sigma in (8, 64, 256):
    rho = 60 / (2 * sigma**2)
    epsilon = rho + 2 * np.sqrt(rho * np.log(1e5))
    print(f"sigma {sigma}: 60 steps, epsilon {epsilon:.2f} at delta 1e-5")

# %%
import matplotlib.pyplot as plt

sigmas = np.array([2, 4, 8, 16, 32, 64, 128, 256])
epsilons = [60 / (2 * s**2) + 2 * np.sqrt(60 / (2 * s**2) * np.log(1e5)) for s in sigmas]
accuracies = [np.mean([accuracy(train(s, seed=k)) for k in range(5)]) for s in sigmas]
figure, axis = plt.subplots(figsize=(7, 3.4))
axis.semilogx(epsilons, accuracies, "o-")
axis.set_xlabel("epsilon (smaller protects more)")
axis.set_ylabel("test accuracy, mean of 5 trainings")
axis.set_title("What protection costs, on this problem")
plt.show()

# %% [markdown]
# **The figure in words.** From right to left, epsilon shrinks from 26 to 0.15. The curve is flat at 0.79 down to an epsilon of about 1:
# there, protection costs nothing on this easy problem. Below, accuracy falls, to 0.73 at 0.3 and 0.67 at 0.15.
#
# ### Step 5: several sites, one model
#
# **Federated averaging** (McMahan and others, 2017): each site trains from the shared weights on its own data and sends the new weights;
# the server averages them, weighted by the numbers of examples. Data never travel.
#
# Four hospitals do not see the same patients. Below, each has its own mix of features and its own local relation to the outcome, around a common one.

# %%
hospitals = []
for name, number in {"Reims": 400, "Colmar": 150, "Verdun": 60, "Langres": 30}.items():
    features = rng.standard_normal((number, d)) + rng.normal(0, 0.8, d)
    local_w = true_w + rng.normal(0, 0.5, d)
    labels = rng.random(number) < 1 / (1 + np.exp(-features @ local_w))
    hospitals.append((name, features, labels.astype(float)))


def local_steps(w, features, labels, steps, rate=0.5):
    """Return the weights after gradient steps on one site's data."""
    for _ in range(steps):
        w = w - rate * features.T @ (1 / (1 + np.exp(-features @ w)) - labels) / len(labels)
    return w


def loss(w):
    """Return the mean log loss over all patients of all hospitals."""
    margins = np.concatenate(
        [(2 * labels - 1) * (features @ w) for _, features, labels in hospitals]
    )
    return np.logaddexp(0, -margins).mean()


sizes = [len(labels) for _, _, labels in hospitals]
figure, axis = plt.subplots(figsize=(7, 3.4))
for steps, style in ((1, "-"), (10, "--"), (100, ":")):
    w, losses = np.zeros(d), []
    for _ in range(30):
        local = [local_steps(w, features, labels, steps) for _, features, labels in hospitals]
        w = np.average(local, axis=0, weights=sizes)
        losses.append(loss(w))
    axis.plot(range(1, 31), losses, style, label=f"local steps a round: {steps}")
    print(f"local steps {steps:3d}: loss {losses[0]:.3f} after 1 round, {losses[-1]:.4f} after 30")
alone = local_steps(np.zeros(d), *hospitals[3][1:], steps=3000)
pooled = local_steps(
    np.zeros(d),
    np.vstack([h[1] for h in hospitals]),
    np.concatenate([h[2] for h in hospitals]),
    steps=3000,
)
print(f"Langres alone {loss(alone):.4f}, all data pooled {loss(pooled):.4f}")
axis.axhline(loss(pooled), color="black", linewidth=0.8, label="all data pooled")
axis.set_xlabel("round of communication")
axis.set_ylabel("log loss over all patients")
axis.set_title("More local steps: fewer rounds, another end point")
axis.legend()
plt.show()

# %% [markdown]
# **The figure in words.** Three curves above a horizontal line, the loss of a model trained on all data pooled (0.498). One local step a round falls slowly and comes close to it.
# Ten steps are down within a few rounds and settle a little above, at 0.505. A hundred steps are down after one round and stay clearly above, at 0.536:
# each site drifts to its own optimum, and an average of optima is not the optimum of the average.
#
# All three do far better than Langres alone, which has 30 patients. But weights talk too: without noise, a site's update can reveal its patients (Geiping and others, 2020, rebuild images from gradients).
# Federation says where data are stored; differential privacy says what is disclosed.
#
# ## 2. Complete it: no clipping (12 minutes)
#
# What does one outlier do? Multiply one row of `X` by 1 000 in your mind: with clipping its gradient has norm 1 at most. Compute its norm without clipping.

# %%
row, target = 1000 * X[0], y[0]
norm = ...

if norm is ...:
    print("No answer yet: np.linalg.norm((0.5 - target) * row), the gradient at w = 0.")
elif not np.isclose(norm, np.linalg.norm(row) / 2):
    print(f"half the norm of the row, {np.linalg.norm(row) / 2:.0f}, expected, got {norm!r}")
else:
    print(f"norm {norm:.0f}: one person weighs as much as {norm:.0f} clipped ones")

# %% [markdown]
# <details>
# <summary>Show the answer</summary>
#
# Well over a thousand. Without clipping the sensitivity has no bound, and no amount of noise gives a guarantee.
# </details>
#
# ## 3. Write it: the price of a step (18 minutes)
#
# Write the number of steps that a budget `rho` allows with noise multiplier `sigma`, as a whole number.


# %%
def steps_allowed(rho, sigma):
    """Return how many steps of cost 1 / (2 sigma**2) fit in the budget rho."""
    return ...


answers = [steps_allowed(1.0, 4.0), steps_allowed(0.1, 2.0)]
if ... in answers:
    print("No answer yet: int(rho * 2 * sigma**2 + 1e-9)")
elif answers == [32, 0]:
    print("Yes. Twice the noise, four times the steps.")
else:
    print(f"[32, 0] expected, got {answers!r}")

# %% [markdown]
# <details>
# <summary>Show an answer</summary>
#
# ```python
# def steps_allowed(rho, sigma):
#     return int(rho * 2 * sigma**2 + 1e-9)
# ```
# </details>
#
# ## Three things that people get wrong
#
# - "No names, no raw data, so it is private." Two exact means were enough in step 1.
# - "Epsilon is 8, that is small." $e^8$ is about 3 000: the bound allows a result to be 3 000 times more likely with you than without you. State it, and say what it is per: person, record, hospital.
# - "We tuned with 40 runs and report the epsilon of the last." All 40 touched the data: the budgets add up, unless the tuning itself is made private (Papernot and Steinke, 2022).
#
# ## Take away
#
# - No clipping, no guarantee.
# - Budgets add up over steps, over runs, and over the hyperparameter search that nobody mentions.
# - Federated is not private; private is not federated; the two combine.
#
# **Sources.** M. Abadi and others, *Deep Learning with Differential Privacy*, CCS 2016. M. Bun and T. Steinke, *Concentrated Differential Privacy*, TCC 2016.
# B. McMahan and others, *Communication-Efficient Learning of Deep Networks from Decentralized Data*, AISTATS 2017. N. Papernot and T. Steinke, ICLR 2022. J. Geiping and others, NeurIPS 2020.
