# %%
import ctypes
import json
import os

target = json.load(open("target.json"))
libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 311, "aarch64": 271}[os.uname().machine]
area = (ctypes.c_uint64 * 2)(0, 8)
if libc.syscall(NUMBER, target["worker_pid"], area, 1, area, 1, 0) >= 0:
    print("BROKEN")
