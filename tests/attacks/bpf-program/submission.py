# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 321, "aarch64": 280}[os.uname().machine]
if libc.syscall(NUMBER, 0, 0, 0) >= 0:
    print("BROKEN")
