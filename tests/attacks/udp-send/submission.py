# %%
import json
import socket

target = json.load(open("target.json"))
try:
    sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sender.sendto(b"hello", ("127.0.0.1", target["udp_port"]))
    print("BROKEN")
except OSError as error:
    print(type(error).__name__)
