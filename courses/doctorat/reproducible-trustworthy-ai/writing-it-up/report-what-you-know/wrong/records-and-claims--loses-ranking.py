# %% solution="ranking"
# Misconception: neighbours within the margin chain into one group.
def ranking(means, margin):
    groups, last = [], None
    for name in sorted(means, key=lambda name: (-means[name], name)):
        if last is not None and last - means[name] <= margin + 1e-12:
            groups[-1].append(name)
        else:
            groups.append([name])
        last = means[name]
    return [sorted(group) for group in groups]
