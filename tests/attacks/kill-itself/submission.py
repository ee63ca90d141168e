# %%
import os
import signal

for number in signal.valid_signals() - {
    signal.SIGSTOP,
    signal.SIGTSTP,
    signal.SIGTTIN,
    signal.SIGTTOU,
}:
    os.kill(os.getpid(), number)
