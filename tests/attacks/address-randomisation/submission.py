# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 135, "aarch64": 92}[os.uname().machine]
result = libc.syscall(NUMBER, 0x0040000)
print("BROKEN" if result >= 0 else "refused", ctypes.get_errno())
