"""How the judge treats one check cell: what the reference solution showed to be needed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from grading.sandbox.program import CheckPolicy

_SETS = (
    "fetch",
    "shared",
    "objects",
    "operations",
    "changes",
    "empty",
    "unusual",
    "draws",
    "data",
    "hands",
)


@dataclass(frozen=True)
class Policy:
    """The settings of one check cell; a *place* is a path such as `f()` or `model.predict()`.

    Attributes:
        is_known: a run of the reference solution stands behind the other settings.
        is_learning: this is that run; everything is allowed and written down.
        fetch: names whose value is the student's, whatever the judge has under that name.
        shared: names that the check binds or deletes and the student's functions read.
        modules: module by name, as the student's cells import them.
        imports: `module:attribute` by name, likewise.
        objects: places at which an object that is no data may stand.
        operations: comparisons that such an object may answer, such as `__eq__ data`.
        changes: functions that change their arguments.
        empty: places at which an array or table without elements came.
        unusual: types such as masked arrays that came.
        draws: places that draw from the global random generators.
        hands: names of values that the visible part of the check gives to later cells.
        definitions: text of the imports, functions and classes that it gives to them.
        data: numbers of the comparisons of a sealed check whose operands are data.
    """

    is_known: bool = False
    is_learning: bool = False
    fetch: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    modules: Mapping[str, str] = field(default_factory=dict)
    imports: Mapping[str, str] = field(default_factory=dict)
    objects: frozenset[str] = frozenset()
    operations: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    unusual: frozenset[str] = frozenset()
    draws: frozenset[str] = frozenset()
    data: frozenset[str] = frozenset()
    hands: frozenset[str] = frozenset()
    definitions: str = ""


def read_policy(values: Mapping[str, Any] | None) -> Policy:
    """Return the policy that a cell's JSON settings say; the safe default for none."""
    if not values:
        return Policy()
    plain = {name: frozenset(map(str, values.get(name, ()))) for name in _SETS}
    return Policy(
        is_known=bool(values.get("known")),
        is_learning=bool(values.get("learning")),
        modules=dict(values.get("modules", {})),
        imports=dict(values.get("imports", {})),
        definitions=str(values.get("definitions", "")),
        **plain,
    )


def write_policy(**settings: Iterable[str] | Mapping[str, str] | bool | str) -> CheckPolicy:
    """Return settings as a cell carries them: JSON, sorted, without what is empty."""
    values: dict[str, Any] = {}
    for name, value in settings.items():
        if isinstance(value, bool | str):
            values[name] = value
        elif isinstance(value, Mapping):
            values[name] = dict(sorted(value.items()))
        else:
            values[name] = sorted(value)
    return CheckPolicy({name: value for name, value in values.items() if value})


@dataclass
class Lessons:
    """What a check cell did in this run, in the words of `Policy`."""

    fetch: set[str] = field(default_factory=set)
    modules: dict[str, str] = field(default_factory=dict)
    objects: set[str] = field(default_factory=set)
    operations: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    empty: set[str] = field(default_factory=set)
    unusual: set[str] = field(default_factory=set)
    draws: set[str] = field(default_factory=set)
    data: set[str] = field(default_factory=set)
    calls: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the lessons as sorted JSON."""
        values: dict[str, Any] = {}
        for name, value in vars(self).items():
            values[name] = sorted(value) if isinstance(value, set) else value
        return values
