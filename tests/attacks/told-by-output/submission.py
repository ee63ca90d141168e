# %%
def square(x):
    print("ASKED", repr(x))
    if x != 3:
        raise ValueError(f"ASKED {x!r}")
    return 9


def powers(n):
    import sys

    print("ASKED", n, file=sys.stderr)
    return [k**2 for k in range(n)] if n < 10 else "ASKED 12"
