# ruff: noqa
# fmt: off
# %% given
import matplotlib.pyplot as plt
import numpy as np

mois = ["jan", "fév", "mar"]
ventes = [3, 5, 2]

# %% student
fig, ax = plt.subplots()
barres = ax.bar(mois, ventes)
ax.set_title("Ventes")
ax.set_xlabel("Mois")
ax.set_ylabel("k€")


def tracer(x, y):
    figure, axes = plt.subplots()
    axes.plot(x, y, label="courbe")
    axes.legend()
    return figure, axes


comptes, bornes = np.histogram([1, 2, 2, 3], bins=3)

# %% check
assert ax.get_title() == "Ventes"
assert ax.get_xlabel() == "Mois" and ax.get_ylabel() == "k€"

# %% check
assert len(ax.patches) == 3
assert [p.get_height() for p in ax.patches] == [3, 5, 2]

# %% check
f, a = tracer([0, 1, 2], [0, 1, 4])
line = a.get_lines()[0]
assert list(line.get_xdata()) == [0, 1, 2]
assert list(line.get_ydata()) == [0, 1, 4]
assert a.get_legend() is not None
assert isinstance(f, plt.Figure)

# %% check
assert comptes.tolist() == [1, 2, 1]
assert len(bornes) == 4

# %% answer: seaborn-like
fig = plt.figure()
ax = fig.add_subplot(111)
ax.bar(range(3), ventes, tick_label=mois)
ax.set(title="Ventes", xlabel="Mois", ylabel="k€")


def tracer(x, y):
    axes = plt.figure().gca()
    axes.plot(np.array(x), np.array(y), "r--", label="y")
    axes.legend(loc="best")
    return axes.figure, axes


comptes, bornes, _ = plt.hist([1, 2, 2, 3], bins=3)

# %% answer: forgotten
fig, ax = plt.subplots()
ax.plot(ventes)


def tracer(x, y):
    plt.plot(y, x)


comptes = [1, 2, 1]
