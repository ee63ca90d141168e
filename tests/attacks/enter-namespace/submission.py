# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 308, "aarch64": 268}[os.uname().machine]
if libc.syscall(NUMBER, 3, 0) >= 0:
    print("BROKEN")
