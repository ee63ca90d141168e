# %%
import json
import socket

target = json.load(open("target.json"))
for attempt in ("connect", "bind"):
    try:
        channel = socket.socket(socket.AF_UNIX)
        name = target["abstract_name"] if attempt == "connect" else target["marker"]
        getattr(channel, attempt)("\0" + name)
        print("BROKEN", attempt)
    except OSError as error:
        print(type(error).__name__)
