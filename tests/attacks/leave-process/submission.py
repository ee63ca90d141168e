# %%
import json
import os
import sys
import time

target = json.load(open("target.json"))
if os.fork() == 0:
    try:
        os.setsid()
    except OSError:
        pass
    if os.fork() == 0:
        os.execv(
            sys.executable, [sys.executable, "-c", "import time; time.sleep(600)", target["marker"]]
        )
    os._exit(0)
time.sleep(0.2)
print("left")
