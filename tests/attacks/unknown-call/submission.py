# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 999, "aarch64": 999}[os.uname().machine]
result = libc.syscall(NUMBER, 0)
print("BROKEN" if result >= 0 else "refused", ctypes.get_errno())
