# %%
import atexit
import signal
import threading
import time

threading.Thread(target=lambda: [time.sleep(0.01) for _ in iter(int, 1)], daemon=False).start()
threading.Timer(600, print, ["BROKEN"]).start()
atexit.register(time.sleep, 600)
signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
print("left")
