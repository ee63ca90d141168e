"""What goes from the judge to the student's process: values, and functions that may be called."""

import builtins
import collections.abc
import types
from typing import Any, Protocol

from grading.sandbox import faults
from grading.sandbox.codec import CodecError, Encoder, NotData
from grading.sandbox.codec.classes import (
    carries_plain_state,
    given_node,
    is_plain_namedtuple,
    namedtuple_node,
)
from grading.sandbox.description import is_function, library_name
from grading.sandbox.mirrors import MirrorClass
from grading.sandbox.talk import Message

_NOTHING = object()


class Owner(Protocol):
    """The judge's namespace, as far as the other side may refer to it."""

    def given_name(self, value: Any) -> str:
        """Return the name under which an instructor's cell bound a function or class, or ""."""

    def given(self, name: str) -> Any:
        """Return the function or class that an instructor's cell bound to a name, or None."""

    def own(self) -> dict[str, Any]:
        """Return the judge's own names."""


class Exports:
    """Writes values for the student's process and serves the functions among them.

    Args:
        owner: the judge's namespace.

    Attributes:
        numbers: object and number of what stands for something of the student's, by `id`.
    """

    def __init__(self, owner: Owner) -> None:
        self.numbers: dict[int, tuple[Any, int]] = {}
        self._owner = owner
        self.forget()

    def forget(self) -> None:
        """Let the student's process call nothing that it was given before."""
        self._exposed: list[Any] = []
        self._places: dict[int, int] = {}

    def encode(self, value: Any) -> tuple[Any, bytes, Encoder]:
        """Return tree, heap and encoder of a value.

        Raises:
            TypeError: the test passes something that cannot go there.
        """
        encoder = Encoder(foreign=self._node)
        try:
            tree = encoder.write(value)
        except CodecError as error:
            raise TypeError(f"the test passes something that is no value: {error}") from None
        return tree, encoder.heap(), encoder

    def _node(self, encoder: Encoder, value: Any) -> Any:
        kind = type(value)
        if isinstance(kind, MirrorClass) or kind is MirrorClass:
            return ["h", value._enact_number]
        known = self.numbers.get(id(value))
        if known is not None:
            return ["h", known[1]]
        if kind is types.MethodType and isinstance(type(value.__self__), MirrorClass):
            return ["hm", value.__self__._enact_number, value.__name__]
        given = self._owner.given_name(value)
        if given:
            return ["gn", given]
        library = library_name(value)
        if library and (isinstance(value, type) or is_function(value)):
            return ["lib", library]
        return self._instance_node(encoder, value, kind)

    def _instance_node(self, encoder: Encoder, value: Any, kind: type) -> Any:
        given = self._owner.given_name(kind)
        if given and (carries_plain_state(kind) or hasattr(kind, "__members__")):
            return given_node(encoder, value, given)
        if isinstance(value, tuple) and is_plain_namedtuple(kind):
            return namedtuple_node(encoder, value)
        if isinstance(value, collections.abc.Iterator):
            return ["ci", self._expose(value)]
        library = library_name(kind)
        if library.partition(":")[0].partition(".")[0] in faults.LIBRARIES:
            if carries_plain_state(kind):
                return ["lo", library, encoder.pairs(vars(value))]
        if callable(value):
            return ["cb", self._expose(value), str(getattr(value, "__name__", kind.__name__))]
        raise NotData(f"an object of type {kind.__qualname__} is not plain data")

    def _expose(self, value: Any) -> int:
        """Give one of the judge's functions or iterators a number for this check."""
        if id(value) not in self._places:
            self._places[id(value)] = len(self._exposed)
            self._exposed.append(value)
        return self._places[id(value)]

    def is_stand_in(self, value: Any) -> bool:
        """Say whether an object stands for something of the student's."""
        return isinstance(type(value), MirrorClass) or id(value) in self.numbers

    def exposed(self, number: Any) -> Any:
        """Return what has a number.

        Raises:
            CodecError: nothing has it.
        """
        if type(number) is not int or not 0 <= number < len(self._exposed):
            raise CodecError("malformed value: unknown function")
        return self._exposed[number]

    def serve(self, message: Message, values: tuple[Any, ...]) -> Any:
        """Return what a call, a step of an iterator or `input` gives.

        Args:
            message: the request.
            values: its arguments, positional ones first.
        """
        names = message.get("keywords")
        names = [str(name) for name in names] if type(names) is list else []
        positional = values[: len(values) - len(names)]
        if message.get("op") == "input":
            prepared = self._owner.own().get("input", builtins.input)
            return str(prepared(*positional))
        target = self.exposed(message.get("target"))
        if message.get("op") == "next":
            found = next(target, _NOTHING)
            return [] if found is _NOTHING else [found]
        return target(*positional, **dict(zip(names, values[len(positional) :], strict=True)))

    def tell(self, error: BaseException) -> tuple[Message, bytes]:
        """Return an exception of the judge's own functions for the student's code."""
        encoder = Encoder(foreign=self._node)
        return {"raised": faults.tell(error, encoder, self._class)}, encoder.heap()

    def _class(self, kind: type) -> Any:
        given = self._owner.given_name(kind)
        known = self.numbers.get(id(kind))
        return {"given": given} if given else {"number": known[1]} if known else {}
