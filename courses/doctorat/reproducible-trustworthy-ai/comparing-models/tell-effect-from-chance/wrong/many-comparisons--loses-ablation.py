# %% solution="ablation"
# Misconception: the order of the dictionary is the order of importance, and lengths take care of themselves.
def ablation(full, without):
    return [(part, sum(full) / len(full) - sum(scores) / len(scores)) for part, scores in without.items()]
