# %%
import itertools


def square(x):
    return 0


def powers(n):
    return itertools.count()


def apply(function, values):
    while True:
        function(1)
