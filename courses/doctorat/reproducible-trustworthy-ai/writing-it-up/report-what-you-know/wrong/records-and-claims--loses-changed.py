# %% solution="changed"
# Misconception: comparing the first level is enough.
def changed(first, second):
    return sorted(key for key in set(first) | set(second) if first.get(key) != second.get(key))
