# %% solution="sample-variance"
# Another right answer: NumPy with ddof=1.
def sample_variance(values):
    return None if len(values) <= 1 else float(np.var(values, ddof=1))


# %% solution="standardise-rows"
# Another right answer: row by row.
def standardise_rows(a):
    rows = []
    for row in a:
        centred = row - np.mean(row)
        rows.append(centred / row.std() if row.std() > 0 else centred)
    return np.array(rows)


# %% solution="majority"
# Another right answer: count, then the first of the sorted winners.
def majority(labels):
    counts = {label: labels.count(label) for label in labels}
    winners = [label for label, count in counts.items() if count == max(counts.values())]
    return sorted(winners)[0]
