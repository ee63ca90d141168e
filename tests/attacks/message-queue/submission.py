# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 240, "aarch64": 180}[os.uname().machine]
result = libc.syscall(NUMBER, b"left", 0o102, 0o666, 0)
print("BROKEN" if result >= 0 else "refused", ctypes.get_errno())
