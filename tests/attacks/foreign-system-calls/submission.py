# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
# Elsewhere than on x86_64 there is no second kind: a hostile call stands in.
number = 0x40000000 | 39 if os.uname().machine == "x86_64" else 117
if libc.syscall(number, 0, 0, 0, 0) >= 0:
    print("BROKEN")
