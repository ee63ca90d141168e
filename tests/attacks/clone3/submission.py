# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 435, "aarch64": 435}[os.uname().machine]
result = libc.syscall(NUMBER, (ctypes.c_uint64 * 11)(0x10000000), 88)
print("BROKEN" if result >= 0 else "refused", ctypes.get_errno())
