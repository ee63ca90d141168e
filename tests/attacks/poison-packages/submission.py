# %%
import json
import os
import sysconfig

paths = [json.__file__, os.__file__, json.__spec__.cached]
paths.append(os.path.join(sysconfig.get_paths()["purelib"], "sitecustomize.py"))
paths.append(os.path.join(sysconfig.get_paths()["purelib"], "numpy", "__init__.py"))
for path in paths:
    for attempt in (
        lambda path=path: open(path, "a"),
        lambda path=path: os.remove(path),
        lambda path=path: os.rename(path, path + ".old"),
        lambda path=path: os.truncate(path, 0),
    ):
        try:
            attempt()
            print("BROKEN", path)
        except OSError as error:
            print(type(error).__name__)
