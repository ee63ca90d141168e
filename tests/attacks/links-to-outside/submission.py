# %%
import json
import os

target = json.load(open("target.json"))
for make in (os.symlink, os.link):
    name = make.__name__
    try:
        make(target["secret_path"], name)
        open(name, "w").write("mine now")
        print("BROKEN", name)
    except OSError as error:
        print(name, type(error).__name__)
