# ruff: noqa
# %% given
import numpy as np
import pandas as pd

data = np.arange(6.0)


# %% student
def square(x):
    return x**2


def powers(n):
    return [k**2 for k in range(n)]


def apply(function, values):
    return [function(value) for value in values]


total = sum(k**2 for k in range(10))
table = pd.DataFrame({"n": [1, 2, 3], "square": [1, 4, 9]})

# %% check numbers
assert square(3) == 9, "square(3)"
### BEGIN HIDDEN TESTS
assert square(1234) == 1522756, "large numbers"
assert square(-0.5) == 0.25
### END HIDDEN TESTS

# %% check arrays
assert np.allclose(square(data), data**2)
### BEGIN HIDDEN TESTS
hidden_data = np.array([7.0, -3.0, 0.125])
np.testing.assert_allclose(square(hidden_data), [49.0, 9.0, 0.015625])
assert (square(hidden_data) == hidden_data**2).all()
### END HIDDEN TESTS

# %% check value
assert total == 285
### BEGIN HIDDEN TESTS
assert 280 < total < 290
### END HIDDEN TESTS

# %% check table
expected = pd.DataFrame({"n": [1, 2, 3], "square": [1, 4, 9]})
pd.testing.assert_frame_equal(table, expected)
assert table.equals(expected)
assert table["square"].sum() == 14

# %% check partial
points = 0
if square(2) == 4:
    points += 1
### BEGIN HIDDEN TESTS
if square(77) == 5929:
    points += 1
### END HIDDEN TESTS
points / 2

# %% check list
assert powers(4) == [0, 1, 4, 9]
assert all(map(lambda n: len(powers(n)) == n, range(1, 5)))
### BEGIN HIDDEN TESTS
assert sorted(powers(12))[-1] == 121
### END HIDDEN TESTS

# %% check random
np.random.seed(3)
for _ in range(3):
    x = np.random.rand(4)
    assert np.allclose(square(x), x * x)

# %% check callback
assert apply(lambda value: value + 1, [1, 2]) == [2, 3]
### BEGIN HIDDEN TESTS
assert apply(lambda value: value * 31, [5, 6]) == [155, 186]
### END HIDDEN TESTS
