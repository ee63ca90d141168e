# %%
import os
import time

os.close(3)
time.sleep(60)
