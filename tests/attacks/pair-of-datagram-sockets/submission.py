# %%
import json
import socket

target = json.load(open("target.json"))
try:
    one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b"hello", "\0" + target["abstract_name"])
    print("BROKEN")
except OSError as error:
    print(type(error).__name__)
one, other = socket.socketpair()
for attempt in (
    lambda: one.sendto(b"hello", "\0" + target["abstract_name"]),
    lambda: one.connect("\0" + target["abstract_name"]),
    lambda: one.bind("\0" + target["marker"]),
):
    try:
        attempt()
        print("BROKEN")
    except OSError as error:
        print(type(error).__name__)
