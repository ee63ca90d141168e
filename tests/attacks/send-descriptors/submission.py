# %%
import array
import os
import socket

control = socket.socket(fileno=os.dup(3))
before = b""
for _ in range(50):
    rights = array.array("i", [os.open("/dev/null", os.O_RDONLY)])
    try:
        control.sendmsg([before], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    except OSError as error:
        print(type(error).__name__)
        break
control.detach()
