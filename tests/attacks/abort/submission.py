# %%
import os

os.abort()
