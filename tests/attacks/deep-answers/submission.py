# %%
def square(x):
    nested = []
    for _ in range(10_000):
        nested = [nested]
    return nested


def powers(n):
    loop = []
    loop.append(loop)
    return loop


def apply(function, values):
    return ["x" * 10**6] * 200


total = 10**200_000
