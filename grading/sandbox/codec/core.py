"""The machine of the codec: writers and readers by type, bounds, numbers, references.

A node of the tree is a JSON literal (None, bool, str, small int, finite float stand for
themselves) or a list `[tag, ...]`. Mutable objects carry a number, in the order in which they are
met; `["r", number]` refers to one again, so shared references and cycles survive.
"""

import math
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import NoneType
from typing import Any, TypeVar

from grading.errors import EnactError

Node = Any
Writer = Callable[["Encoder", Any], Node]
Reader = Callable[["Decoder", list[Any]], Any]
T = TypeVar("T")

BIG_INT = 2**63
STACK_ROOM = 2000
_LITERAL = frozenset({str, bool, NoneType})
WRITERS: dict[type, Writer] = {}
READERS: dict[str, Reader] = {}
# First part of a type's module, and of a tag, to the codec module that knows it.
LIBRARIES = {
    "numpy": "numpy_types",
    "pandas": "pandas_types",
    "scipy": "scipy_types",
    "torch": "torch_types",
}


class CodecError(EnactError):
    """Bytes that are no value, or a value that breaks a bound."""


class NotData(CodecError):
    """An object that cannot cross as data, such as a function or an instance of a class."""


@dataclass(frozen=True)
class Bounds:
    """How much one value may hold, on both sides.

    Attributes:
        max_bytes: bytes of the heap.
        max_depth: containers inside containers.
        max_items: elements of all containers together.
    """

    max_bytes: int = 64 * 2**20
    max_depth: int = 200
    max_items: int = 4_000_000


DEFAULT_BOUNDS = Bounds()


def writes(*kinds: type) -> Callable[[Writer], Writer]:
    """Register a function that turns objects of exactly these types into nodes."""

    def register(writer: Writer) -> Writer:
        WRITERS.update(dict.fromkeys(kinds, writer))
        return writer

    return register


def reads(tag: str) -> Callable[[Reader], Reader]:
    """Register a function that turns nodes with this tag into objects."""

    def register(reader: Reader) -> Reader:
        READERS[tag] = reader
        return reader

    return register


class Encoder:
    """Turns objects into one tree and one heap.

    Args:
        bounds: how much may be written.
        foreign: called for objects that are not data; returns a node or raises `NotData`.
        numbers: numbers of objects that the other side knows already, by `id`.
        written: those among them whose content the other side has: references are enough.
    """

    def __init__(
        self,
        bounds: Bounds = DEFAULT_BOUNDS,
        foreign: Callable[["Encoder", Any], Node] | None = None,
        numbers: Mapping[int, int] | None = None,
        written: Mapping[int, int] | None = None,
    ) -> None:
        self.bounds = bounds
        self.originals: dict[int, Any] = {}
        self._foreign = foreign
        self._known = numbers or {}
        self._next = 1 + max(self._known.values(), default=-1)
        self._written: dict[int, int] = dict(written or {})
        self._parts: list[bytes] = []
        self._heap_bytes = 0
        self._items = 0
        self._depth = 0

    def write(self, value: Any) -> Node:
        """Return the node of a whole value; `NotData` if it is none, `CodecError` beyond a bound.

        Raises:
            CodecError: the value breaks a bound, or changed while it was read.
        """
        limit = _deepen_stack()
        try:
            return self.encode(value)
        except (RecursionError, RuntimeError) as error:
            raise CodecError(f"a value cannot be read: {error}") from error
        finally:
            sys.setrecursionlimit(limit)

    def encode(self, value: Any) -> Node:
        """Return the node of one part of a value; for writers, and `write` for all others."""
        kind = type(value)
        if kind is str or kind is bool or kind is NoneType:
            return value
        if kind is int and -BIG_INT < value < BIG_INT:
            return value
        if kind is float and math.isfinite(value):
            return value
        number = self._written.get(id(value))
        if number is not None:
            return ["r", number]
        if self._depth >= self.bounds.max_depth:
            raise CodecError(f"a value is nested more than {self.bounds.max_depth} levels deep")
        self._depth += 1
        try:
            return self._write(kind, value)
        finally:
            self._depth -= 1

    def _write(self, kind: type, value: Any) -> Node:
        writer = WRITERS.get(kind)
        if writer is None:
            load_library(kind.__module__)
            writer = WRITERS.get(kind)
        if writer is not None:
            return writer(self, value)
        return self.write_foreign(value)

    def write_foreign(self, value: Any) -> Node:
        """Return the node of an object that is no data, if the caller knows a way."""
        if self._foreign is None:
            raise NotData(f"an object of type {type(value).__qualname__} is not plain data")
        return self._foreign(self, value)

    def number(self, value: Any) -> int:
        """Give a mutable object its number; later meetings become references to it."""
        number = self._known.get(id(value))
        if number is None:
            number, self._next = self._next, self._next + 1
        self._written[id(value)] = number
        self.originals[number] = value
        return number

    def items(self, values: Iterable[Any], count: int) -> list[Node]:
        """Return the nodes of `count` elements, counted against the bound."""
        self._items += count
        if self._items > self.bounds.max_items:
            raise CodecError(f"a value has more than {self.bounds.max_items} elements")
        found = list(values)
        # Texts and the like stand for themselves.
        return found if _LITERAL.issuperset(map(type, found)) else list(map(self.encode, found))

    def pairs(self, mapping: Mapping[Any, Any]) -> list[Node]:
        """Return key, value, key, value … as nodes."""
        flat = [part for pair in mapping.items() for part in pair]
        return self.items(flat, len(flat))

    def store(self, data: bytes) -> list[int]:
        """Put bytes on the heap and return `[offset, length]`."""
        start = self._heap_bytes
        self._heap_bytes += len(data)
        if self._heap_bytes > self.bounds.max_bytes:
            raise CodecError(f"a value has more than {self.bounds.max_bytes} bytes")
        self._parts.append(data)
        return [start, len(data)]

    def heap(self) -> bytes:
        """Return all bytes stored so far as one piece."""
        if len(self._parts) != 1:
            self._parts = [b"".join(self._parts)]
        return self._parts[0]


class Decoder:
    """Turns nodes into fresh objects; never trusts a length, a number or a name.

    Args:
        heap: the bytes that came with the tree.
        bounds: how much may be built.
        foreign: called with nodes whose tag is no data type; returns an object or raises.
        into: objects to be updated in place, by number, instead of new ones.
        classes: finds a class that the instructor gave, by name.
    """

    def __init__(
        self,
        heap: bytes = b"",
        bounds: Bounds = DEFAULT_BOUNDS,
        foreign: Callable[["Decoder", list[Any]], Any] | None = None,
        into: Mapping[int, Any] | None = None,
        classes: Callable[[str], type | None] | None = None,
    ) -> None:
        self.bounds = bounds
        self.classes = classes
        self.objects: dict[int, Any] = {}
        self.unusual: set[str] = set()
        self._heap = memoryview(heap)
        self._foreign = foreign
        self._into = into or {}
        self._items = 0
        self._depth = 0

    def decode(self, node: Node) -> Any:
        """Return the object of a node; every malformed input raises `CodecError`."""
        limit = _deepen_stack()
        try:
            return self.read(node)
        except CodecError:
            raise
        except Exception as error:
            raise CodecError(f"malformed value: {type(error).__name__}") from error
        finally:
            sys.setrecursionlimit(limit)

    def read(self, node: Node) -> Any:
        """Return the object of one node; for readers, errors are told by `decode`."""
        kind = type(node)
        if kind is not list:
            if kind is dict:
                raise CodecError("malformed value: an object where a node is expected")
            return node
        if self._depth >= self.bounds.max_depth:
            raise CodecError(f"a value is nested more than {self.bounds.max_depth} levels deep")
        tag = node[0]
        reader = READERS.get(tag)
        if reader is None:
            load_library(tag.partition(".")[0])
            reader = READERS.get(tag)
        self._depth += 1
        try:
            if reader is not None:
                return reader(self, node)
            if self._foreign is None:
                raise CodecError(f"malformed value: unknown tag {tag[:20]!r}")
            return self._foreign(self, node)
        finally:
            self._depth -= 1

    def items(self, nodes: Any) -> list[Any]:
        """Return the objects of a list of nodes, counted against the bound."""
        if type(nodes) is not list:
            raise CodecError("malformed value: elements are expected")
        self._items += len(nodes)
        if self._items > self.bounds.max_items:
            raise CodecError(f"a value has more than {self.bounds.max_items} elements")
        if _LITERAL.issuperset(map(type, nodes)):
            return nodes.copy()
        return [self.read(node) for node in nodes]

    def pairs(self, nodes: Any) -> list[tuple[Any, Any]]:
        """Return (key, value) pairs of a flat list of nodes."""
        flat = self.items(nodes)
        if len(flat) % 2:
            raise CodecError("malformed value: a key without a value")
        return list(zip(flat[::2], flat[1::2], strict=True))

    def target(self, number: Any, make: Callable[[], T], kind: type[T]) -> T:
        """Return the object that a number stands for: one to be updated, or a new one."""
        self.check_int(number, 0, 2**40)
        if number in self.objects:
            raise CodecError("malformed value: a number is used twice")
        found = self._into.get(number)
        if found is not None and type(found) is not kind:
            raise CodecError(f"a {type(found).__name__} cannot become a {kind.__name__} in place")
        value: T = make() if found is None else found
        self.objects[number] = value
        return value

    def known(self, number: Any) -> Any:
        """Return the object to be updated for a number, or None."""
        return self._into.get(number)

    def register(self, number: Any, value: Any) -> None:
        """Remember a new object that was built after its parts."""
        self.check_int(number, 0, 2**40)
        if number in self.objects:
            raise CodecError("malformed value: a number is used twice")
        self.objects[number] = value

    def refer(self, number: Any) -> Any:
        """Return an object met before, or one that is to be updated."""
        self.check_int(number, 0, 2**40)
        if number in self.objects:
            return self.objects[number]
        if number in self._into:
            return self._into[number]
        raise CodecError("malformed value: a reference to nothing")

    def load(self, place: Any) -> memoryview:
        """Return the bytes that `[offset, length]` names; they must lie inside the heap."""
        start, length = place
        self.check_int(start, 0, len(self._heap))
        self.check_int(length, 0, len(self._heap) - start)
        return self._heap[start : start + length]

    @staticmethod
    def check_int(value: Any, low: int, high: int) -> int:
        """Return an exact int between two bounds, both included."""
        if type(value) is not int or not low <= value <= high:
            raise CodecError("malformed value: a number is out of range")
        return value

    @staticmethod
    def check(value: Any, kind: type[T]) -> T:
        """Return a value of exactly this type."""
        if type(value) is not kind:
            raise CodecError(f"malformed value: a {kind.__name__} is expected")
        return value


def _deepen_stack() -> int:
    """Give nested values room on Python's stack, whatever the depth of the caller.

    Returns:
        The limit to put back.
    """
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + STACK_ROOM)
    return limit


def load_library(name: str) -> None:
    """Import the codec module for a library's types, if there is one and the library exists."""
    module = LIBRARIES.get(name.partition(".")[0])
    if module is not None:
        try:
            import_module(f"grading.sandbox.codec.{module}")
        except ImportError as error:
            raise CodecError(f"values of {name.partition('.')[0]} are not known here") from error


def encode(value: Any, bounds: Bounds = DEFAULT_BOUNDS) -> tuple[Node, bytes]:
    """Return the tree and the heap of one value."""
    encoder = Encoder(bounds)
    tree = encoder.write(value)
    return tree, encoder.heap()


def decode(tree: Node, heap: bytes = b"", bounds: Bounds = DEFAULT_BOUNDS) -> Any:
    """Return the value of a tree and a heap."""
    return Decoder(heap, bounds).decode(tree)


@reads("r")
def _read_reference(decoder: Decoder, node: list[Any]) -> Any:
    _, number = node
    return decoder.refer(number)
