# %%
import json
import socket

target = json.load(open("target.json"))
for address in (("127.0.0.1", target["tcp_port"]), ("1.1.1.1", 443)):
    try:
        connection = socket.create_connection(address, timeout=0.3)
        connection.sendall(b"hello")
        print("BROKEN", address)
    except OSError as error:
        print(type(error).__name__)
