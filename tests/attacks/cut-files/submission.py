# %%
import json
import os

target = json.load(open("target.json"))
for attempt in (
    lambda: os.truncate(target["secret_path"], 0),
    lambda: os.open(target["secret_path"], os.O_RDONLY | os.O_TRUNC),
    lambda: os.open(target["secret_path"], os.O_WRONLY | os.O_TRUNC),
):
    try:
        attempt()
        print("BROKEN")
    except OSError as error:
        print(type(error).__name__)
