# %%
import fcntl
import os

total = 0
pipes = []
while True:
    reader, writer = os.pipe()
    pipes.append((reader, writer))
    try:
        fcntl.fcntl(writer, 1031, 2**20)
    except OSError:
        pass
    os.set_blocking(writer, False)
    try:
        while True:
            total += os.write(writer, bytes(65536))
    except BlockingIOError:
        continue
