# %%
import os
import sys

here = os.getcwd()
importable = [os.path.realpath(entry) + "/" for entry in sys.path]
for depth in range(1, 6):
    folder = os.path.normpath(os.path.join(here, *[".."] * depth))
    try:
        names = os.listdir(folder)
    except OSError as error:
        print(type(error).__name__)
        continue
    for name in names:
        inside = os.path.join(folder, name, "work")
        real = os.path.realpath(inside)
        if os.path.isdir(inside) and real != os.path.realpath(here):
            if any(entry.startswith(real + "/") for entry in importable):
                continue  # the installed platform, which every program may read
            try:
                print("BROKEN", os.listdir(inside))
            except OSError as error:
                print(type(error).__name__)
