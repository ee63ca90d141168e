# ruff: noqa
# fmt: off
# %% given
import math

LIMIT = 10


def apply_twice(function, value):
    return function(function(value))


# %% student
def squares(n):
    """Compute the squares of 1 to n."""
    if n < 1:
        raise ValueError("n must be greater than or equal to 1")
    return [i**2 for i in range(1, n + 1)]


def sum_of_squares(n):
    """Compute the sum of the squares of 1 to n."""
    return sum(squares(n))


def greet(name, punctuation="!"):
    print("Bonjour " + name + punctuation)


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def make_counter():
    count = 0

    def step():
        nonlocal count
        count += 1
        return count

    return step


def compose(f, g):
    return lambda x: f(g(x))


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, int(n**0.5) + 1))


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def append_one(values):
    values.append(1)


def within(limit=LIMIT):
    return [n for n in range(limit) if is_prime(n)]


calls = 0


def counted():
    global calls
    calls += 1
    return calls


# %% check
assert squares(1) == [1]
assert squares(10) == [1, 4, 9, 16, 25, 36, 49, 64, 81, 100]

# %% check
for wrong in (0, -3):
    try:
        squares(wrong)
    except ValueError:
        pass
    else:
        raise AssertionError("did not raise")

# %% check
original = squares
del squares
try:
    sum_of_squares(1)
except NameError:
    pass
else:
    raise AssertionError("sum_of_squares does not use squares")
finally:
    squares = original

# %% check
import contextlib
import io

out = io.StringIO()
with contextlib.redirect_stdout(out):
    greet("Ada")
    greet("Alan", punctuation="?")
assert out.getvalue() == "Bonjour Ada!\nBonjour Alan?\n", out.getvalue()

# %% check
assert factorial(20) == math.factorial(20)
assert factorial(200) == math.factorial(200)
assert apply_twice(factorial, 3) == 720

# %% check
a, b = make_counter(), make_counter()
assert [a(), a(), b()] == [1, 2, 1]

# %% check
assert compose(math.sqrt, abs)(-16) == 4
assert compose(lambda x: x + 1, lambda x: 2 * x)(5) == 11

# %% check
import itertools

assert list(itertools.islice(fibonacci(), 10)) == [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]
source = fibonacci()
assert next(source) == 0 and next(source) == 1

# %% check
values = [0]
append_one(values)
assert values == [0, 1]
assert append_one([]) is None

# %% check
import inspect

assert squares.__doc__, "write a docstring"
assert "n" in inspect.signature(squares).parameters
assert inspect.signature(greet).parameters["punctuation"].default == "!"
assert greet.__name__ == "greet"
assert "sum(" in inspect.getsource(sum_of_squares)
assert callable(compose) and inspect.isfunction(compose)

# %% check
assert within() == [2, 3, 5, 7]
assert within(limit=3) == [2]
assert within(20)[-1] == 19

# %% check
assert calls == 0
counted()
counted()
assert calls == 2

# %% check
assert list(map(is_prime, range(6))) == [False, False, True, True, False, True]
assert sorted([3, 1, 2], key=lambda n: -n) == [3, 2, 1]
assert [n for n in filter(is_prime, range(12))] == [2, 3, 5, 7, 11]

# %% check
points = 0
if squares(3) == [1, 4, 9]:
    points += 1
try:
    if sum_of_squares(3) == 14:
        points += 1
except Exception:
    pass
points / 2

# %% check
from unittest.mock import patch

with patch("builtins.print") as printed:
    greet("Zoé")
    printed.assert_called_once_with("Bonjour Zoé!")

# %% answer: other-style
def squares(n):
    """Squares."""
    if n <= 0:
        raise ValueError
    result = []
    for i in range(n):
        result.append((i + 1) * (i + 1))
    return result


def sum_of_squares(n):
    total = 0
    for value in squares(n):
        total += value
    return sum([total])


def greet(name, punctuation="!"):
    print(f"Bonjour {name}", end=punctuation + "\n")


def factorial(n):
    result = 1
    for k in range(2, n + 1):
        result *= k
    return result


def make_counter():
    import itertools

    return itertools.count(1).__next__


def compose(f, g):
    def composed(x):
        return f(g(x))

    return composed


def is_prime(n):
    if n < 2:
        return False
    return not any(n % d == 0 for d in range(2, n))


def fibonacci():
    values = [0, 1]
    while 1:
        yield values[0]
        values = [values[1], sum(values)]


def append_one(values):
    values += [1]


def within(limit=10):
    return list(filter(is_prime, range(limit)))


calls = 0


def counted():
    globals()["calls"] += 1


# %% answer: many-errors
def squares(n):
    return tuple(i**2 for i in range(1, n + 1))


def sum_of_squares(n):
    return sum(i**2 for i in range(1, n + 1)) + 1


def greet(name, punctuation="."):
    return "Bonjour " + name + punctuation


def factorial(n):
    return n * factorial(n - 1) if n else 0


def make_counter():
    return lambda: 1


def compose(f, g):
    return lambda x: g(f(x))


def is_prime(n):
    return n % 2 == 1


def fibonacci():
    return [0, 1, 1, 2, 3]


def append_one(values):
    return values + [1]


def within(limit=LIMIT):
    return range(limit)


def counted():
    return undefined_name


# %% answer: unfinished
def squares(n):
    pass


def factorial(n):
    return factorial(n - 1) * n


def is_prime(n):
    return None
