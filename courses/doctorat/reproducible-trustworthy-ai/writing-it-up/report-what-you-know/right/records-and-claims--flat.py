# %% solution="claims"
# Another right answer: a chain of conditional expressions.
def claims(intervals, interest):
    def one(low, high):
        return "better" if low > interest else "slightly better" if low > 0 else "open" if high >= 0 else "worse"

    return {name: one(*interval) for name, interval in intervals.items()}
