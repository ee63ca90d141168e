# ruff: noqa
# %% given
import matplotlib.pyplot as plt

heights = [3, 1, 2]


# %% student
class Circle:
    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return 3 * self.radius**2

    def __eq__(self, other):
        return isinstance(other, Circle) and self.radius == other.radius


def scale(circle, factor):
    return Circle(circle.radius * factor)


fig, ax = plt.subplots()
ax.bar(["a", "b", "c"], heights)
ax.set_title("Heights")

# %% check class
c = Circle(2)
assert type(c) is Circle
assert c.area() == 12
### BEGIN HIDDEN TESTS
assert Circle(5).area() == 75
### END HIDDEN TESTS

# %% check equality
assert Circle(3) == Circle(3)
assert Circle(3) != Circle(4)
assert scale(Circle(2), 3).area() == 108

# %% check figure
assert type(ax).__name__ == "Axes"
assert ax.get_title() == "Heights"
### BEGIN HIDDEN TESTS
assert [bar.get_height() for bar in ax.patches] == [3, 1, 2]
### END HIDDEN TESTS

# %% check module
assert Circle.__module__ == "__main__" and Circle.area.__code__.co_argcount == 1
assert scale(Circle(1), 2).radius == 2
### BEGIN HIDDEN TESTS
for factor in (3, 7):
    assert scale(Circle(2), factor).radius == 2 * factor
### END HIDDEN TESTS
