# %% solution="blocks"
# Another right answer: random.Random and whole rounds of treatments.
def randomise(blocks, treatments, seed):
    import random

    rng = random.Random(seed)
    waiting = {}
    result = []
    for block in dict.fromkeys(blocks):
        size = blocks.count(block)
        order = rng.sample(list(treatments), len(treatments))
        cards = (order * (size // len(order) + 1))[:size]
        rng.shuffle(cards)
        waiting[block] = cards
    for block in blocks:
        result.append(waiting[block].pop())
    return result
