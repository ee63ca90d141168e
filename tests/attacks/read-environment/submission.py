# %%
import glob
import json
import os

target = json.load(open("target.json"))
if target["variable"] in os.environ:
    print("BROKEN", os.environ[target["variable"]])
for path in ["/proc/self/environ", *glob.glob("/proc/[0-9]*/environ")]:
    try:
        content = open(path, "rb").read()
    except OSError:
        continue
    if target["variable"].encode() in content:
        print("BROKEN", path)
