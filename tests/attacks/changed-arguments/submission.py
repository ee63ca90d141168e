# %%
def square(x):
    try:
        x[:] = 0
    except TypeError:
        return 0
    return x * 0


def apply(function, values):
    values.clear()
    return values
