# %%
import json
import os
import sys

target = json.load(open("target.json"))
folders = ["/", "/usr", "/usr/lib", "/etc", "/var/tmp", "/dev", "/proc/self", "/bin", "/opt"]
folders += [target["secret_folder"], os.path.dirname(os.__file__), sys.prefix, *sys.path]
for folder in folders:
    if not folder or os.path.realpath(folder) == os.getcwd():
        continue
    path = os.path.join(folder, target["marker"])
    try:
        open(path, "w").write("I was here")
        print("BROKEN", path)
    except OSError as error:
        print(type(error).__name__)
