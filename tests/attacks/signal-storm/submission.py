# %%
import os
import signal

signal.signal(signal.SIGUSR1, lambda *_: None)
for _ in range(5000):
    os.kill(os.getpid(), signal.SIGUSR1)
print("done")
