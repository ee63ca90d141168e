# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 438, "aarch64": 438}[os.uname().machine]
result = libc.syscall(NUMBER, 3, 0, 0)
print("BROKEN" if result >= 0 else "refused", ctypes.get_errno())
