# %%
import fcntl
import json
import os
import signal

target = json.load(open("target.json"))
for process in (target["worker_pid"], target["parent_pid"]):
    try:
        fd = os.pidfd_open(process)
        signal.pidfd_send_signal(fd, signal.SIGKILL)
        print("BROKEN")
    except OSError as error:
        print(type(error).__name__)
reader, writer = os.pipe()
try:
    fcntl.fcntl(reader, fcntl.F_SETOWN, target["worker_pid"])
    fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC)
    print("BROKEN" if fcntl.fcntl(reader, fcntl.F_GETOWN) else "none")
    os.write(writer, b"x")
except OSError as error:
    print(type(error).__name__)
