# %%
import json
import socket

target = json.load(open("target.json"))
try:
    print("BROKEN", socket.getaddrinfo("stolen-data.example.org", 80))
except OSError as error:
    print(type(error).__name__)
