# %% solution="claims"
# Misconception: the middle of the interval decides.
def claims(intervals, interest):
    result = {}
    for name, (low, high) in intervals.items():
        middle = (low + high) / 2
        result[name] = "better" if middle > interest else "slightly better" if middle > 0 else "worse"
    return result
