# %%
import re

re.match(r"(a+)+$", "a" * 200 + "b")
