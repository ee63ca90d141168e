# %% solution="majority"
# Misconception: max breaks ties by the smallest label.
def majority(labels):
    return max(labels, key=labels.count)
