# %%
import os

here = os.getcwd()
for depth in range(1, 6):
    folder = os.path.normpath(os.path.join(here, *[".."] * depth))
    try:
        names = os.listdir(folder)
    except OSError as error:
        print(type(error).__name__)
        continue
    for name in names:
        inside = os.path.join(folder, name, "work")
        if os.path.isdir(inside) and os.path.realpath(inside) != os.path.realpath(here):
            try:
                print("BROKEN", os.listdir(inside))
            except OSError as error:
                print(type(error).__name__)
