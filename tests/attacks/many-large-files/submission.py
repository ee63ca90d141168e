# %%
import time

for n in range(400):
    with open(f"part-{n}.bin", "wb") as file:
        file.write(bytes(2**20))
    time.sleep(0.002)
print("wrote 400 MB")
