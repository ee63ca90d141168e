# %%
import json
import os
import struct

text = json.dumps({"op": "answer", "id": 1, "tree": True}).encode()
for number in range(1, 40):
    text = json.dumps({"op": "answer", "id": number, "tree": True}).encode()
    os.write(4, struct.pack("!IH", len(text), 0) + text)
