# %%
import os
import struct
import time

os.write(3, struct.pack("!IH", 2**32 - 1, 0))
time.sleep(60)
