# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 165, "aarch64": 40}[os.uname().machine]
if libc.syscall(NUMBER, b"none", b"/scratch", b"tmpfs", 0, 0) >= 0:
    print("BROKEN")
