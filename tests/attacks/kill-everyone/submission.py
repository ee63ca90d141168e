# %%
import json
import os
import signal

target = json.load(open("target.json"))
me = os.getpid()
for process in (target["worker_pid"], target["parent_pid"], os.getppid(), -target["worker_pid"]):
    if process in (0, 1, me):
        continue
    try:
        os.kill(process, signal.SIGKILL)
    except OSError as error:
        print(type(error).__name__)
for process in range(2, 3000):
    if process != me:
        try:
            os.kill(process, signal.SIGTERM)
        except OSError:
            pass
try:
    os.kill(-1, signal.SIGUSR2)
except OSError as error:
    print(type(error).__name__)
