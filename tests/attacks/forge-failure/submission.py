# %%
import json
import os
import struct

text = json.dumps({"op": "failed", "reason": "disk full"}).encode()
os.write(3, struct.pack("!IH", len(text), 0) + text)
os._exit(0)
