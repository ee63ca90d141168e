# %%
import time

time.sleep(365 * 86400)
