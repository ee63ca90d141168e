# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 430, "aarch64": 430}[os.uname().machine]
if libc.syscall(NUMBER, b"tmpfs", 0) >= 0:
    print("BROKEN")
