# %%
import os
import subprocess

try:
    while True:
        os.write(1, bytes(2**20))
except OSError as error:
    print(type(error).__name__)
print(subprocess.run(["sh", "-c", "yes > /dev/null & yes"]).returncode != 0)
