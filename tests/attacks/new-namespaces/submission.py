# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 272, "aarch64": 97}[os.uname().machine]
if libc.syscall(NUMBER, 0x10000000 | 0x20000) >= 0:
    print("BROKEN")
