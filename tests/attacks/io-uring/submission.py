# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 425, "aarch64": 425}[os.uname().machine]
result = libc.syscall(NUMBER, 8, (ctypes.c_uint8 * 120)())
print("BROKEN" if result >= 0 else "refused", ctypes.get_errno())
