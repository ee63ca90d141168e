# %%
import json
import multiprocessing
import os
import tempfile

target = json.load(open("target.json"))
for folder in (".", tempfile.gettempdir(), "/tmp", "/dev/shm", "/var/tmp"):
    try:
        with open(os.path.join(folder, target["marker"]), "w") as file:
            file.write("I was here")
    except OSError as error:
        print(folder, type(error).__name__)
try:
    multiprocessing.Semaphore()
except OSError as error:
    print(type(error).__name__)
