# %%
import json
import os

target = json.load(open("target.json"))
me = os.getpid()
for process in (target["worker_pid"], target["parent_pid"], os.getppid(), 1):
    if process in (0, me):
        continue
    for name in ("mem", "maps", "environ", "cmdline", "fd", "root", "cwd"):
        path = f"/proc/{process}/{name}"
        try:
            if name in ("fd", "root", "cwd"):
                print("BROKEN", path, os.listdir(path))
            else:
                print("BROKEN", path, open(path, "rb").read(64))
        except OSError as error:
            print(name, type(error).__name__)
