# %% solution="mcnemar"
# Misconception: examples on which both agree count as evidence too.
def mcnemar_p(first_right, second_right):
    n = len(first_right)
    k = min(sum(x and not y for x, y in zip(first_right, second_right)), sum(y and not x for x, y in zip(first_right, second_right)))
    return min(1.0, 2 * sum(math.comb(n, j) for j in range(k + 1)) / 2**n)
