# %%
import mmap
import time

maps = []
for _ in range(64):
    area = mmap.mmap(-1, 8 * 2**20)
    for place in range(0, len(area), 4096):
        area[place] = 1
    maps.append(area)
time.sleep(0.5)
print("got 512 MB of shared memory")
