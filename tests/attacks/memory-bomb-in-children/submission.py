# %%
import os
import time

for _ in range(16):
    if os.fork() == 0:
        block = bytearray(40 * 2**20)
        for place in range(0, len(block), 4096):
            block[place] = 1
        time.sleep(60)
        os._exit(0)
time.sleep(5)
print("all children got their memory")
