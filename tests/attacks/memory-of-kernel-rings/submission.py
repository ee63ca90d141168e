# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 103, "aarch64": 116}[os.uname().machine]
result = libc.syscall(NUMBER, 3, (ctypes.c_uint8 * 100)(), 100)
print("BROKEN" if result >= 0 else "refused", ctypes.get_errno())
