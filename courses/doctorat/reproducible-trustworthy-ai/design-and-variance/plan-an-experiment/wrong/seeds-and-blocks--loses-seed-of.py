# %% solution="seed-of"
# Misconception: glueing the names together without a separator is enough, and any name will do.
def seed_of(root, *names):
    text = str(root) + "".join(str(name) for name in names)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
