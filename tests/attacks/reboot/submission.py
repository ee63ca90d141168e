# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 169, "aarch64": 142}[os.uname().machine]
if libc.syscall(NUMBER, 0xFEE1DEAD, 672274793, 0x4321FEDC, 0) >= 0:
    print("BROKEN")
