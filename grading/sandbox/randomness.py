"""The global random generators of a process as data, so that two processes can share them.

The judge seeds, the student's function draws: in a notebook both use one generator. The judge's
state goes along with a call when it has moved; the student's comes back only where it can have
come from that state by drawing numbers, because a state of the student's choice would let the
student choose the numbers that later tests draw.
"""

import random
import sys
from typing import Any

# The Mersenne Twister makes this many 32-bit words at a time.
_WORDS = 624
# Blocks by which a state that comes back may be ahead: about 600,000 numbers.
MAX_BLOCKS = 1000


class Randomness:
    """Tells whether the global generators have moved, and moves them."""

    def __init__(self) -> None:
        self.mark()

    def mark(self) -> None:
        """Take the present states as known to the other side."""
        self._last = _states()

    def moved(self) -> bool:
        """Return whether a generator has moved since the last mark."""
        return _states() != self._last

    def changes(self) -> dict[str, Any]:
        """Return the states that have moved since the last mark, as JSON, and mark."""
        states = _states()
        moved = {
            name: _as_json(state) for name, state in states.items() if state != self._last.get(name)
        }
        self._last = states
        return moved

    def apply(self, states: dict[str, Any]) -> None:
        """Set states that a trusted side sent, and mark."""
        for name, (words, position, gauss) in states.items():
            _set(name, words, position, gauss)
        self.mark()

    def advance(self, states: dict[str, Any]) -> bool:
        """Set states that an untrusted side sent, if they lie ahead of the present ones; mark.

        Returns:
            Whether all of them did; the others are left alone.
        """
        honest = True
        for name, present in _states().items():
            if name not in states:
                continue
            try:
                words, position, _ = states[name]
                ahead = _lies_ahead(_as_json(present), words, position)
            except (TypeError, ValueError, OverflowError, KeyError):
                ahead = False
            if ahead:
                # A stored second normal number cannot be checked, so it does not come along.
                _set(name, words, position, None)
            honest = honest and ahead
        self.mark()
        return honest


def _states() -> dict[str, Any]:
    states: dict[str, Any] = {"random": random.getstate()[1:]}
    if "numpy" in sys.modules:
        state = sys.modules["numpy"].random.get_state(legacy=False)
        if state["bit_generator"] == "MT19937":
            gauss = state["gauss"] if state["has_gauss"] else None
            inner = state["state"]
            states["numpy"] = (inner["key"].tobytes(), int(inner["pos"]), gauss)
    return states


def _as_json(state: Any) -> list[Any]:
    """Return words, position and stored normal number of a state."""
    if len(state) == 2:
        words, gauss = state
        return [list(words[:-1]), words[-1], gauss]
    key, position, gauss = state
    words = [int.from_bytes(key[at : at + 4], sys.byteorder) for at in range(0, len(key), 4)]
    return [words, position, gauss]


def _set(name: str, words: list[int], position: int, gauss: float | None) -> None:
    if name == "random":
        random.setstate((3, (*words, position), gauss))
    elif "numpy" in sys.modules:
        np = sys.modules["numpy"]
        key = np.array(words, np.uint32)
        np.random.set_state(("MT19937", key, position, int(gauss is not None), gauss or 0.0))


def _lies_ahead(present: list[Any], words: Any, position: Any) -> bool:
    """Say whether a state is reached from another by drawing numbers."""
    if type(words) is not list or len(words) != _WORDS or type(position) is not int:
        return False
    if not 0 <= position <= _WORDS or "numpy" not in sys.modules:
        return False
    np = sys.modules["numpy"]
    goal = np.array(words, np.uint32)
    generator = np.random.MT19937()
    start_words, start, _ = present
    key = np.array(start_words, np.uint32)
    generator.state = {"bit_generator": "MT19937", "state": {"key": key, "pos": start}}
    if (key == goal).all():
        return bool(position >= start)
    generator.random_raw(_WORDS - start + 1, output=False)
    for _ in range(MAX_BLOCKS):
        if (generator.state["state"]["key"] == goal).all():
            return True
        generator.random_raw(_WORDS, output=False)
    return False
