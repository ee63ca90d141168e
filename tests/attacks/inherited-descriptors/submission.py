# %%
import os
import stat

kinds = {}
for fd in range(4096):
    try:
        kinds[fd] = stat.S_IFMT(os.fstat(fd).st_mode)
    except OSError:
        continue
unexpected = {fd: kind for fd, kind in kinds.items() if fd > 4}
print("BROKEN" if unexpected else "nothing", unexpected)
for fd in (3, 4):
    if kinds.get(fd) != stat.S_IFSOCK:
        print("no socket", fd)
