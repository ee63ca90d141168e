# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 246, "aarch64": 104}[os.uname().machine]
if libc.syscall(NUMBER, 0, 0, 0, 0) >= 0:
    print("BROKEN")
