# %%
import os

for name in (b"a\nb.txt", b"-rf", b"..hidden", b"\xff\xfe.txt", b"con.txt", b"x" * 255):
    with open(name, "wb") as file:
        file.write(b"content")
os.makedirs("a/../b/c", exist_ok=True) if os.path.isdir("a") else os.makedirs("b/c")
open("b/c/plain.txt", "w").write("content")
print("made")
