# %%
import os
import struct

os.write(3, struct.pack("!IH", 1000, 0) + b'{"op":"done",')
