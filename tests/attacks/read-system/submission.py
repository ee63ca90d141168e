# %%
import os
import sys

for path in (
    "/etc/shadow",
    "/etc/sudoers",
    "/etc/hostname",
    "/etc/machine-id",
    "/etc/hosts",
    "/proc/cmdline",
    "/proc/version",
    "/proc/kcore",
    "/proc/sys/kernel/hostname",
    "/dev/mem",
    "/dev/kmsg",
    "/dev/sda",
    "/dev/vda",
    "/dev/tty",
    "/dev/ptmx",
):
    try:
        print("BROKEN", path, open(path, "rb").read(16))
    except OSError as error:
        print(path, type(error).__name__)
for path in ("/home", "/root", "/var", "/run", "/sys", "/srv", "/opt", "/mnt", "/boot", "/etc/ssh"):
    try:
        # Folders on the way to the interpreter and its packages can be seen, and nothing in them.
        ways = (sys.prefix, sys.base_prefix, *sys.path)
        found = [
            name
            for name in os.listdir(path)
            if not any(f"{way}/".startswith(f"{path}/{name}/") for way in ways)
        ]
        print("BROKEN" if found else "empty", path, found)
    except OSError as error:
        print(path, type(error).__name__)
