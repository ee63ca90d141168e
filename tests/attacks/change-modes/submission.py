# %%
import json
import os

target = json.load(open("target.json"))
for attempt in (
    lambda: os.chmod(target["secret_path"], 0o777),
    lambda: os.chmod(target["secret_folder"], 0),
    lambda: os.chown(target["secret_path"], os.getuid(), os.getgid()),
    lambda: os.utime(target["secret_path"], (0, 0)),
    lambda: os.setxattr(target["secret_path"], "user.mine", b"yes"),
):
    try:
        attempt()
    except OSError as error:
        print(type(error).__name__)
