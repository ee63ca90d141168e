# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 298, "aarch64": 241}[os.uname().machine]
result = libc.syscall(NUMBER, (ctypes.c_uint8 * 128)(), 0, -1, -1, 0)
print("BROKEN" if result >= 0 else "refused", ctypes.get_errno())
