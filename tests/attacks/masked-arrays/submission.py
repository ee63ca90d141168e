# %%
import numpy as np


def square(x):
    return np.ma.masked_all(np.shape(x))


total = np.ma.masked
