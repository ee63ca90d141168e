# %%
import ctypes
import sys

for name in ("None", "True", "list", "dict"):
    ctypes.memset(id(getattr(__import__("builtins"), name, None)), 255, 16)
sys.exit(0)
