# %%
import os
import struct
import time

os.set_blocking(3, True)
text = b'{"op":"done","result":[' + b"[]," * 900_000 + b"[]]}"
frame = struct.pack("!IH", len(text), 0) + text
while frame:
    frame = frame[os.write(3, frame) :]
time.sleep(60)
