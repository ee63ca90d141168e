# %%
import json
import socket

target = json.load(open("target.json"))
for family in (socket.AF_INET, socket.AF_INET6):
    try:
        server = socket.socket(family)
        server.bind(("", 0))
        server.listen()
        print("BROKEN", server.getsockname())
    except OSError as error:
        print(type(error).__name__)
