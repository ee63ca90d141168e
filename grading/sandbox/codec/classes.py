"""Instances of classes that the instructor gave, named tuples and enumeration members.

Both processes ran the instructor's cells, so both have these classes; only the state crosses.
"""

import enum
from collections import namedtuple
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from grading.sandbox.codec.core import CodecError, Decoder, Encoder, Node, reads

_PLAIN_NAMEDTUPLE = frozenset(vars(namedtuple("_Empty", "")))
# Py_TPFLAGS_HEAPTYPE: the class was made by a `class` statement, not by an extension.
_HEAP_TYPE = 1 << 9


def is_plain_namedtuple(kind: type) -> bool:
    """Say whether a class is a named tuple and nothing more."""
    fields = getattr(kind, "_fields", None)
    return (
        kind.__bases__ == (tuple,)
        and type(fields) is tuple
        and set(vars(kind))
        <= _PLAIN_NAMEDTUPLE | set(fields) | {"__annotations__", "__orig_bases__"}
    )


def carries_plain_state(kind: type) -> bool:
    """Say whether an instance of a class is nothing but its attributes."""
    return all(base is object or base.__flags__ & _HEAP_TYPE for base in kind.__mro__)


def namedtuple_node(encoder: Encoder, value: Any) -> Node:
    """Return the node of a plain named tuple."""
    kind = type(value)
    return ["nt", kind.__name__, list(kind._fields), encoder.items(value, len(value))]


def given_node(encoder: Encoder, value: Any, name: str) -> Node:
    """Return the node of an instance of a given class."""
    kind = type(value)
    if isinstance(value, enum.Enum):
        return ["ge", name, value.name]
    if is_plain_namedtuple(kind):
        return namedtuple_node(encoder, value)
    number = encoder.number(value)
    state = dict(getattr(value, "__dict__", {}))
    for slot in _slots(kind):
        if hasattr(value, slot):
            state[slot] = getattr(value, slot)
    return ["gi", number, name, encoder.pairs(state)]


def _slots(kind: type) -> list[str]:
    names: list[str] = []
    for base in kind.__mro__:
        slots = vars(base).get("__slots__", ())
        names += [slots] if isinstance(slots, str) else list(slots)
    return [name for name in names if name not in ("__dict__", "__weakref__")]


@reads("nt")
def _read_namedtuple(decoder: Decoder, node: list[Any]) -> Any:
    _, name, fields, nodes = node
    fields = tuple(decoder.check(part, str) for part in fields)
    given = decoder.classes(name) if decoder.classes else None
    if given is None or getattr(given, "_fields", None) != fields:
        given = _local_namedtuple(decoder.check(name, str), fields)
    values = decoder.items(nodes)
    if len(values) != len(fields):
        raise CodecError("malformed value: a named tuple has the wrong length")
    return tuple.__new__(given, values)


@lru_cache(maxsize=256)
def _local_namedtuple(name: str, fields: tuple[str, ...]) -> type:
    """Return a pristine class; `namedtuple` checks every name."""
    return namedtuple(name, fields, module="__main__")


@reads("ge")
def _read_member(decoder: Decoder, node: list[Any]) -> Any:
    _, name, member = node
    kind = _given(decoder, name)
    if not issubclass(kind, enum.Enum):
        raise CodecError("malformed value: an enumeration is expected")
    return kind.__members__[decoder.check(member, str)]


@reads("gi")
def _read_instance(decoder: Decoder, node: list[Any]) -> Any:
    _, number, name, nodes = node
    kind = _given(decoder, name)
    if issubclass(kind, enum.Enum) or not carries_plain_state(kind):
        raise CodecError(f"an instance of {name} is more than its attributes")
    make: Callable[[], Any] = lambda: object.__new__(kind)  # noqa: E731
    target = decoder.target(number, make, kind)
    slots = set(_slots(kind))
    pairs = decoder.pairs(nodes)
    if hasattr(target, "__dict__"):
        vars(target).clear()
    for key, value in pairs:
        if decoder.check(key, str) in slots:
            object.__setattr__(target, key, value)
        else:
            vars(target)[key] = value
    return target


def _given(decoder: Decoder, name: Any) -> type:
    kind = decoder.classes(decoder.check(name, str)) if decoder.classes else None
    if kind is None:
        raise CodecError("malformed value: unknown class")
    return kind
