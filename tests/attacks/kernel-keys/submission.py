# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 250, "aarch64": 219}[os.uname().machine]
if libc.syscall(NUMBER, 0, -3, 1) >= 0:
    print("BROKEN")
