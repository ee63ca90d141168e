"""Tries to find hidden numbers again, as a reader with a computer would.

A reader knows the published numbers up to their rounding, that nothing is negative, that
published numbers reach the threshold, and how cells add up, across all tables of a year. The
least and greatest value of each hidden number under all this are two linear programmes.
"""

import copy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from hub_config.campus.disclosure import (
    DEFAULT_RULES,
    Key,
    Rules,
    State,
    View,
    blocks,
    derived_keys,
    is_sensitive,
    matches,
)

TOLERANCE = 1e-6
# Nobody has more enrolments in a year; a bound keeps every programme solvable.
LARGEST = 1_000_000


@dataclass(frozen=True)
class Leak:
    """A number that should be hidden and can be found.

    Attributes:
        low: least value that it can have.
        high: greatest value that it can have.
    """

    key: Key
    low: float
    high: float

    def __str__(self) -> str:
        where = ", ".join(f"{name} {value}" for name, value in self.key)
        return f"{where}: between {self.low:g} and {self.high:g}"


class Attacker:
    """What a reader can deduce from one year's publication."""

    def __init__(self, view: View, rules: Rules = DEFAULT_RULES) -> None:
        self.rules = rules
        self._keys = list(dict.fromkeys([*view.states, *derived_keys()]))
        self._index = {cell: number for number, cell in enumerate(self._keys)}
        self._states, self._counts = dict(view.states), dict(view.counts)
        self._blocks = blocks(view.courses)
        self._sums = self._equations()
        # Possible publications found so far, one a row.
        self._points = np.empty((0, len(self._keys)))

    def _equations(self) -> csr_matrix:
        """Return the rows `sum of atoms - cell = 0`, one for each block that can express a cell."""
        size = sum(len(atoms) for _, atoms in self._blocks)
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        row = offset = 0
        for dimensions, atoms in self._blocks:
            for number, cell in enumerate(self._keys):
                if not _can_express(dimensions, cell):
                    continue
                found = [i for i, atom in enumerate(atoms) if matches(atom, cell)]
                rows += [row] * (len(found) + 1)
                columns += [*(offset + i for i in found), size + number]
                values += [*[1.0] * len(found), -1.0]
                row += 1
            offset += len(atoms)
        self._atoms = size
        return csr_matrix((values, (rows, columns)), shape=(row, size + len(self._keys)))

    def but(self, cell: Key, state: State) -> "Attacker":
        """Return the reader of a publication in which one cell has another state."""
        other = copy.copy(self)
        other._states = {**self._states, cell: state}
        # What was possible stays possible when more is hidden, not when more is shown.
        if state is not State.HIDDEN:
            low, high = other._interval(cell)
            values = self._points[:, self._index[cell]]
            is_possible = (values >= low - TOLERANCE) & (values <= high + TOLERANCE)
            other._points = self._points[is_possible]
        return other

    def targets(self) -> list[Key]:
        """Return the cells that must not be found: hidden ones and telling differences."""
        hidden = [k for k, state in self._states.items() if state is State.HIDDEN]
        return [*filter(is_sensitive, hidden), *derived_keys()]

    def leaks(self, targets: Iterable[Key] | None = None) -> Iterator[Leak]:
        """Find, one after the other, the targets that a reader can pin down."""
        wanted = self.targets() if targets is None else list(targets)
        if len(wanted) > 1 and not len(self._points):
            self._explore(wanted)
        for cell in wanted:
            if self._is_known_wide(cell):
                continue
            low, high = self.bounds(cell)
            if low < self.rules.threshold and high - low < self.rules.width:
                yield Leak(cell, low, high)

    def bounds(self, cell: Key) -> tuple[float, float]:
        """Return the least and greatest whole number that a cell can hold.

        The greatest is not sought when the least reaches the threshold.
        """
        low = self._extreme([cell], 1.0)
        if low >= self.rules.threshold:
            return low, inf
        return low, self._extreme([cell], -1.0)

    def _explore(self, wanted: Sequence[Key]) -> None:
        """Find two very different possible publications, which show many cells to be wide."""
        for sign in (1.0, -1.0):
            self._extreme(wanted, sign)

    def _is_known_wide(self, cell: Key) -> bool:
        """Tell whether two possible publications are already known to differ enough."""
        values = self._points[:, self._index[cell]]
        return bool(len(values) and np.ptp(values) >= self.rules.width + 1)

    def _extreme(self, cells: Iterable[Key], sign: float) -> float:
        size = self._sums.shape[1]
        objective = np.zeros(size)
        objective[[self._atoms + self._index[cell] for cell in cells]] = sign
        limits = [(0, LARGEST)] * self._atoms + [self._interval(k) for k in self._keys]
        solved = linprog(
            objective,
            A_eq=self._sums,
            b_eq=np.zeros(self._sums.shape[0]),
            bounds=limits,
            method="highs",
        )
        if solved.status != 0:
            raise ValueError("the published numbers contradict one another")
        values = solved.x[self._atoms :]
        self._points = np.vstack([self._points, values])
        value = sign * float(solved.fun)
        return float(ceil(value - TOLERANCE) if sign > 0 else floor(value + TOLERANCE))

    def _interval(self, cell: Key) -> tuple[float, float]:
        """Return what the reader knows about one cell by itself."""
        state = self._states.get(cell, State.HIDDEN)
        count = self._counts.get(cell)
        if state is State.FEW:
            return 0, self.rules.threshold - 1
        if state is State.HIDDEN or count is None:
            return 0, LARGEST
        below, above = self.rules.rounding // 2, (self.rules.rounding - 1) // 2
        return max(self.rules.threshold, count - below), count + above


def attack(view: View, rules: Rules = DEFAULT_RULES) -> Sequence[Leak]:
    """Return every number of a year that should be hidden and can be found."""
    return list(Attacker(view, rules).leaks())


def _can_express(dimensions: frozenset[str], cell: Key) -> bool:
    names = {name for name, _ in cell}
    if not names <= dimensions:
        return False
    # Blocks without stages count enrolled people only.
    return "final" in dimensions or dict(cell).get("stage") == "enrolled"
