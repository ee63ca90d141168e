# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 29, "aarch64": 194}[os.uname().machine]
result = libc.syscall(NUMBER, 4242, 4096, 0o1666)
print("BROKEN" if result >= 0 else "refused", ctypes.get_errno())
