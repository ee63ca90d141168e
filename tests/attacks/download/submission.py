# %%
import json
import urllib.request

target = json.load(open("target.json"))
try:
    page = urllib.request.urlopen(f"http://127.0.0.1:{target['tcp_port']}/answer", timeout=0.3)
    print("BROKEN", page.read(10))
except OSError as error:
    print(type(error).__name__)
