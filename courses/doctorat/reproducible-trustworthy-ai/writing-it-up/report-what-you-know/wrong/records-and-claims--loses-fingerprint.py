# %% solution="fingerprint"
# Misconception: the text that Python prints is canonical.
def fingerprint(config):
    return hashlib.sha256(repr(sorted(config.items())).encode()).hexdigest()
