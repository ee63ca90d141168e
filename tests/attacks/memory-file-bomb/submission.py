# %%
import os

files = []
try:
    for n in range(60):
        fd = os.memfd_create(f"block-{n}")
        os.ftruncate(fd, 16 * 2**20)
        files.append(fd)
        for _ in range(16):
            os.write(fd, bytes(2**20))
    print("BROKEN")
except OSError as error:
    print(type(error).__name__)
