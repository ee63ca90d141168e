# %%
import os
import struct
import time

text = b"[" * 100_000
os.write(3, struct.pack("!IH", len(text), 0) + text)
time.sleep(60)
