# %%
import ctypes
import json
import os

target = json.load(open("target.json"))
libc = ctypes.CDLL(None, use_errno=True)
NUMBER = {"x86_64": 101, "aarch64": 117}[os.uname().machine]
for process in (target["worker_pid"], target["parent_pid"], os.getppid()):
    if libc.syscall(NUMBER, 16, process, 0, 0) == 0:
        print("BROKEN", process)
