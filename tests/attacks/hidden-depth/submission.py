# %%
import os

home = os.getcwd()
for _ in range(60):
    os.mkdir("d" * 100)
    os.chdir("d" * 100)
try:
    for n in range(64):
        with open(f"part-{n}", "wb") as file:
            file.write(bytes(2**20))
finally:
    os.chdir(home)
