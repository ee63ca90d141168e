# ruff: noqa
# fmt: off
# %% given
import numpy as np

rng = np.random.default_rng(seed=0)
train, test = rng.normal(20, 5, size=(80, 3)), rng.normal(20, 5, size=(20, 3))
kernel = np.array([1.0, 2.0, 1.0]) / 4


# %% student
def standardise(train, test):
    mean, std = train.mean(axis=0), train.std(axis=0)
    return (train - mean) / std, (test - mean) / std


z_train, z_test = standardise(train, test)
mask = z_train > 0
best = int(np.argmax(train[:, 0]))


def smooth(signal):
    return np.convolve(signal, kernel, mode="same")


def fill(matrix):
    matrix[np.isnan(matrix)] = 0


def monte_carlo(n):
    points = np.random.rand(n, 2)
    return 4 * np.mean((points**2).sum(axis=1) <= 1)


def shuffle(values):
    np.random.shuffle(values)
    return values


def sample(generator, n):
    return generator.integers(0, 10, size=n)


def describe(x):
    return {"mean": x.mean(), "shape": x.shape, "dtype": x.dtype, "sorted": np.sort(x)}


# %% check
a, b = standardise(train, test)
assert np.allclose(a.mean(axis=0), 0), "moyenne de train : 0 attendu par colonne"
assert not np.allclose(b.mean(axis=0), 0), "test a été normalisé avec lui-même"

# %% check
np.testing.assert_allclose(z_train, (train - train.mean(0)) / train.std(0))
assert z_test.shape == test.shape
assert isinstance(z_test, np.ndarray)

# %% check
assert mask.dtype == bool
assert mask.sum() == (z_train > 0).sum()
assert mask.shape == (80, 3)

# %% check
before = train.copy()
standardise(train, test)
assert np.array_equal(before, train), "les données ont été modifiées"

# %% check
assert type(best) is int
assert train[best, 0] == train[:, 0].max()

# %% check
np.testing.assert_array_almost_equal(smooth(np.ones(5)), [0.75, 1, 1, 1, 0.75])
assert (smooth(np.zeros(4)) == 0).all()

# %% check
m = np.array([[1.0, np.nan], [np.nan, 4.0]])
assert fill(m) is None
assert (m == [[1, 0], [0, 4]]).all()

# %% check
np.random.seed(0)
first = monte_carlo(1000)
np.random.seed(0)
assert monte_carlo(1000) == first
assert abs(monte_carlo(20000) - np.pi) < 0.1

# %% check
np.random.seed(1)
expected = np.arange(10)
np.random.shuffle(expected)
np.random.seed(1)
got = shuffle(np.arange(10))
assert (got == expected).all()
assert np.random.rand() == 0.0187 or True

# %% check
g = np.random.default_rng(3)
h = np.random.default_rng(3)
assert (sample(g, 5) == h.integers(0, 10, size=5)).all()
assert (sample(g, 5) == h.integers(0, 10, size=5)).all(), "le générateur avance"

# %% check
facts = describe(np.array([3, 1, 2]))
assert facts["mean"] == 2
assert facts["shape"] == (3,)
assert facts["dtype"] == np.int64
assert facts["sorted"].tolist() == [1, 2, 3]
assert set(facts) == {"mean", "shape", "dtype", "sorted"}

# %% check
with np.errstate(all="ignore"):
    assert np.isnan(standardise(np.ones((2, 2)), np.ones((2, 2)))[0]).all()
assert np.issubdtype(z_train.dtype, np.floating)

# %% answer: with-loops
def standardise(train, test):
    train, test = train.copy(), test.copy()
    for j in range(train.shape[1]):
        m, s = np.mean(train[:, j]), np.std(train[:, j])
        train[:, j] = (train[:, j] - m) / s
        test[:, j] = (test[:, j] - m) / s
    return train, test


z_train, z_test = standardise(train, test)
mask = np.where(z_train > 0, True, False)
best = 0
for i in range(len(train)):
    if train[i][0] > train[best][0]:
        best = i


def smooth(signal):
    padded = np.pad(signal, 1)
    return [float(padded[i : i + 3] @ kernel) for i in range(len(signal))]


def fill(matrix):
    for row in matrix:
        for j, value in enumerate(row):
            if value != value:
                row[j] = 0


def monte_carlo(n):
    inside = 0
    x, y = np.random.random(n), np.random.random(n)
    inside = np.count_nonzero(x * x + y * y <= 1)
    return 4 * inside / n


def shuffle(values):
    order = np.random.permutation(len(values))
    return values[order]


def sample(generator, n):
    return np.array([generator.integers(0, 10) for _ in range(n)])


def describe(x):
    return dict(mean=np.mean(x), shape=np.shape(x), dtype=x.dtype, sorted=np.array(sorted(x)))


# %% answer: in-place-and-wrong
def standardise(train, test):
    train -= train.mean(axis=0)
    train /= train.std(axis=0)
    test -= test.mean(axis=0)
    test /= test.std(axis=0)
    return train, test


z_train, z_test = standardise(train.copy(), test.copy())
mask = (z_train > 0).astype(int)
best = np.argmax(train[:, 0])


def smooth(signal):
    return np.convolve(signal, kernel)


def fill(matrix):
    return np.nan_to_num(matrix)


def monte_carlo(n):
    return 3.14


def shuffle(values):
    return values


def sample(generator, n):
    return np.random.default_rng(3).integers(0, 10, size=n)


def describe(x):
    return [x.mean(), x.shape]
