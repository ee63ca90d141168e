# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 175, "aarch64": 105}[os.uname().machine]
if libc.syscall(NUMBER, b"", 0, b"") >= 0:
    print("BROKEN")
