# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 161, "aarch64": 51}[os.uname().machine]
if libc.syscall(NUMBER, b".") >= 0:
    print("BROKEN")
