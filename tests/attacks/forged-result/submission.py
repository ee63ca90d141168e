# %%
import sys

from IPython.display import display


def square(x):
    print("1.0")
    display({"text/plain": "1.0"}, raw=True)
    sys.displayhook(1.0)
    get_ipython().displayhook(1.0)
    return 0


points = 2
value = 1.0
