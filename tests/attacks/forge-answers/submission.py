# %%
import json
import os
import struct

text = json.dumps({"op": "done", "result": {"status": "ok", "outputs": []}}).encode()
for _ in range(5):
    os.write(3, struct.pack("!IH", len(text), 0) + text)
