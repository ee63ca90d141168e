# %% solution="report-line"
# Misconception: a difference of accuracies is already in points.
def report_line(result, splits):
    return f"{result['claim']}: {result['difference']:+.1f} points [{result['low']:.1f}, {result['high']:.1f}], {splits} splits"
