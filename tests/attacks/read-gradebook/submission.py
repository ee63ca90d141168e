# %%
import json
import os

target = json.load(open("target.json"))
for attempt in (
    lambda: open(target["secret_path"]).read(),
    lambda: os.listdir(target["secret_folder"]),
    lambda: os.open(target["secret_path"], os.O_RDONLY),
):
    try:
        print("BROKEN", attempt())
    except OSError as error:
        print(type(error).__name__)
