"""Hides what must be hidden in one year's counts, and no more than it takes."""

from collections.abc import Mapping, Sequence

from hub_config.campus.attack import Attacker
from hub_config.campus.disclosure import (
    DEFAULT_RULES,
    CourseNode,
    Key,
    Rules,
    State,
    View,
    is_sensitive,
)

MAX_TRIALS = 12


def protect(
    courses: tuple[CourseNode, ...],
    counts: Mapping[Key, int],
    hidden: frozenset[Key] = frozenset(),
    rules: Rules = DEFAULT_RULES,
) -> View:
    """Return what may be published of one year's true counts.

    Args:
        courses: the courses offered in the year.
        counts: the true number of every cell of the publication.
        hidden: cells that must be hidden for another reason, such as dominance.
        rules: threshold and rounding.
    """
    states = {cell: _first_state(cell, count, rules) for cell, count in counts.items()}
    states.update(dict.fromkeys(hidden & counts.keys(), State.HIDDEN))
    rounded = {cell: rules.round(count) for cell, count in counts.items()}
    attacker = Attacker(View(courses, states, rounded), rules)
    extra: list[Key] = []
    while leaks := list(attacker.leaks()):
        for leak in leaks:
            if any(attacker.leaks([leak.key])):
                victim = _choose(leak.key, states, counts, attacker)
                states[victim] = State.HIDDEN
                attacker = attacker.but(victim, State.HIDDEN)
                extra.append(victim)
    _give_back(extra, states, counts, attacker)
    shown = {
        cell: rounded[cell] if state is State.PUBLISHED else None for cell, state in states.items()
    }
    return View(courses, states, shown)


def _first_state(cell: Key, count: int, rules: Rules) -> State:
    """Hide small numbers of people, zeros included: a zero can tell a whole group."""
    if count >= rules.threshold:
        return State.PUBLISHED
    return State.HIDDEN if is_sensitive(cell) else State.FEW


def _choose(
    leak: Key, states: Mapping[Key, State], counts: Mapping[Key, int], attacker: Attacker
) -> Key:
    """Return the published cell to hide: the smallest neighbour that stops the leak.

    If none of the nearest stops it alone, the one that blurs it most is hidden, and the search
    goes on: at the latest when nothing is left, nothing can be deduced.
    """
    open_cells = [cell for cell, state in states.items() if state is not State.HIDDEN]
    near = sorted(open_cells, key=lambda cell: (_distance(leak, cell), counts[cell], cell))
    best, best_width = near[0], -1.0
    for cell in near[:MAX_TRIALS]:
        left = list(attacker.but(cell, State.HIDDEN).leaks([leak]))
        if not left:
            return cell
        if left[0].high - left[0].low > best_width:
            best, best_width = cell, left[0].high - left[0].low
    return best


def _give_back(
    extra: Sequence[Key], states: dict[Key, State], counts: Mapping[Key, int], attacker: Attacker
) -> None:
    """Show again what need not be hidden any more, since later choices made it safe."""
    for cell in sorted(extra, key=lambda cell: (-counts[cell], cell)):
        first = _first_state(cell, counts[cell], attacker.rules)
        bolder = attacker.but(cell, first)
        nearest = sorted(bolder.targets(), key=lambda target: _distance(cell, target))
        if not any(bolder.leaks(nearest)):
            states[cell], attacker = first, bolder


def _distance(one: Key, other: Key) -> int:
    """Return in how many dimensions two cells differ."""
    first, second = dict(one), dict(other)
    names = first.keys() | second.keys()
    return sum(first.get(name) != second.get(name) for name in names)
