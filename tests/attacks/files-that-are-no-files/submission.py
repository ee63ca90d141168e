# %%
import json
import os

target = json.load(open("target.json"))
os.symlink(target["secret_path"], "results.csv")
os.symlink("/etc/passwd", "accounts.txt")
os.symlink("..", "above")
os.mkfifo("pipe")
open("plain.txt", "w").write("plain")
open("sparse.bin", "wb").truncate(60 * 2**20)
home = os.getcwd()
try:
    for _ in range(10_000):
        os.mkdir("deep")
        os.chdir("deep")
finally:
    os.chdir(home)
