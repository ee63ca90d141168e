# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 323, "aarch64": 282}[os.uname().machine]
result = libc.syscall(NUMBER, 0)
print("BROKEN" if result >= 0 else "refused", ctypes.get_errno())
