"""The judge's side of the peer channel: asks the student's process, believes nothing but data.

A *place* says how an object was reached (`f()`, `model.predict()`), so that what a submission
gives there can be held against what the reference solution gave there.
"""

import builtins
import collections.abc
import random
import sys
import types
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from grading.sandbox import faults, mirrors
from grading.sandbox.codec import CodecError, Decoder, Encoder, NotData
from grading.sandbox.codec.classes import (
    carries_plain_state,
    given_node,
    is_plain_namedtuple,
    namedtuple_node,
)
from grading.sandbox.description import find_library, is_function, library_name
from grading.sandbox.faults import Refusal, StudentGone
from grading.sandbox.mirrors import Handle, MirrorClass
from grading.sandbox.policy import Lessons, Policy
from grading.sandbox.randomness import Randomness
from grading.sandbox.talk import Message, Talk, TooNested
from grading.sandbox.wire import Channel, ChannelError

MAX_PLACE = 200
_DECOYS = 3
_NOTHING = object()


class Owner(Protocol):
    """The judge's namespace, as far as the other side may refer to it."""

    def given_name(self, value: Any) -> str:
        """Return the name under which an instructor's cell bound a function or class, or ""."""

    def given(self, name: str) -> Any:
        """Return the function or class that an instructor's cell bound to a name, or None."""


class Remote:
    """One conversation with one student's process.

    Args:
        channel: towards the student.
        owner: the judge's namespace.
        show: shows what the student's code printed during a call.

    Attributes:
        policy: how the running check is treated.
        lessons: what the running check has done so far.
        flags: kind and evidence of what honest work does not do.
        refusal: the first refusal of the running check: it has failed, whatever it says.
        epoch: rises with everything that may have changed the student's names.
        keeps_arguments: leave the judge's arguments alone, whatever the student does to its own.
    """

    def __init__(
        self, channel: Channel, owner: Owner, show: Callable[[list[Any], "Remote"], None]
    ) -> None:
        self.policy = Policy()
        self.lessons = Lessons()
        self.flags: list[tuple[str, str]] = []
        self.refusal: Refusal | None = None
        self.epoch = 0
        self.keeps_arguments = False
        self.unexpected_changes: set[str] = set()
        self.uses_random = False
        self.randomness = Randomness()
        self._owner = owner
        self._show = show
        self.connect(channel)

    def connect(self, channel: Channel) -> None:
        """Talk to another student's process from now on; old stand-ins lead nowhere."""
        self._talk = Talk(channel, self._serve)
        self._gone = False
        self._mirrors: dict[int, type] = {}
        self._errors: dict[int, type] = {}
        self._handles: dict[int, Any] = {}
        self._functions: dict[int, Any] = {}
        self._numbers: dict[int, tuple[Any, int]] = {}
        self._exported: list[Any] = []
        self._exports: dict[int, int] = {}

    def start_check(self, policy: Policy, uses_random: bool) -> None:
        """Begin a check cell."""
        self.policy = policy
        self.lessons = Lessons()
        self.refusal = None
        self.keeps_arguments = False
        self.unexpected_changes = set()
        self.uses_random = uses_random
        self._exported, self._exports = [], {}
        self.epoch += 1

    # -- asking -----------------------------------------------------------------------------

    def ask(self, message: Message, heap: bytes = b"") -> tuple[Message, bytes]:
        """Return the answer to a request.

        Raises:
            StudentGone: there is nobody to answer.
        """
        if self._gone:
            raise self._refuse(StudentGone())
        try:
            return self._talk.ask(message, heap)
        except TooNested as error:
            raise RecursionError(str(error)) from None
        except ChannelError:
            self._gone = True
            raise self._refuse(StudentGone()) from None

    def _refuse(self, refusal: Refusal) -> Refusal:
        if self.refusal is None:
            self.refusal = refusal
            if refusal.kind:
                self.flags.append((refusal.kind, str(refusal)))
        return refusal

    def refuse(self, kind: str, message: str) -> Refusal:
        """Return the refusal to raise; the check has failed from now on."""
        return self._refuse(Refusal(kind, message))

    def decode(self, tree: Any, heap: bytes, place: str, into: Any = None) -> Any:
        """Return the value of an answer.

        Raises:
            Refusal: it is no value, or not one that may come from this place.
        """
        decoder = Decoder(
            heap,
            foreign=lambda inner, node: self._foreign(inner, node, place),
            into=into,
            classes=self._given_class,
        )
        try:
            value = decoder.decode(tree)
        except CodecError as error:
            raise self.refuse(
                "", f"{place} gave back something that is no value: {error}"
            ) from None
        self._look_at(value, decoder, place)
        return value

    def _look_at(self, value: Any, decoder: Decoder, place: str) -> None:
        """Note types and emptiness of what came, and refuse types that the reference never gave."""
        self.lessons.unusual |= decoder.unusual
        if not self.policy.is_learning and decoder.unusual - self.policy.unusual:
            names = ", ".join(sorted(decoder.unusual - self.policy.unusual))
            raise self.refuse("unusual-type", f"{place} gave back a {names}")
        size = getattr(value, "size", None) if type(value).__module__ != "builtins" else None
        if type(size) is int and hasattr(value, "shape"):
            (self.lessons.filled if size else self.lessons.empty).add(place)

    def _answer(self, answer: Message, heap: bytes, place: str, into: Any = None) -> Any:
        """Return the value in an answer, or raise the exception in it."""
        self.epoch += 1
        shown = answer.get("shown")
        if type(shown) is list and shown:
            self._show(shown, self)
        if "arguments" in answer:
            self._take_arguments(answer["arguments"], heap, place, into)
        if "random" in answer:
            self._take_random(answer["random"], place)
        if "refused" in answer:
            raise self.refuse("", f"{place} gave back something that is no value")
        if "raised" in answer:
            raise self.restore(answer["raised"], heap)
        return self.decode(answer.get("tree"), heap, place, into)

    def _take_arguments(self, tree: Any, heap: bytes, place: str, into: Any) -> None:
        name = place.removesuffix("()")
        self.lessons.changes.add(name)
        if name not in self.policy.changes and not self.policy.is_learning:
            self.unexpected_changes.add(name)
        if self.keeps_arguments and name not in self.policy.changes:
            return
        self.decode(tree, heap, f"{place} arguments", into)

    def _take_random(self, states: Any, place: str) -> None:
        if type(states) is dict and states:
            self.lessons.draws.add(place)
            if self.policy.is_learning or place in self.policy.draws:
                self.randomness.advance(states)

    def restore(self, told: Any, heap: bytes) -> BaseException:
        """Return the exception that the student's code raised, as one of the judge's classes."""
        try:
            decoder = Decoder(
                heap,
                foreign=lambda inner, node: self._foreign(inner, node, "an exception"),
                classes=self._given_class,
            )
            error = faults.restore(told, decoder, self.find_base)
        except (CodecError, TypeError, AttributeError):
            raise self.refuse("", "the student's code raised something unreadable") from None
        error.__dict__["_enact_student"] = True
        return error

    # -- names ------------------------------------------------------------------------------

    def get(self, name: str, digest: str) -> tuple[str, Any, str]:
        """Fetch a name.

        Returns:
            `missing`, `same` (as when it had this digest) or `value`; the value; its digest.
        """
        answer, heap = self.ask({"op": "get", "name": name, "have": digest})
        if "missing" in answer:
            return "missing", None, ""
        if "same" in answer and digest:
            return "same", None, digest
        if "raised" in answer:
            raise self.refuse("", f"the value of {name} cannot be read as data")
        value = self.decode(answer.get("tree"), heap, name)
        return "value", value, str(answer.get("digest", ""))

    def names(self) -> list[str]:
        """Return the student's global names."""
        answer, heap = self.ask({"op": "names"})
        found = self.decode(answer.get("tree"), heap, "names")
        return [name for name in found if type(name) is str] if type(found) is list else []

    def bind(self, name: str, value: Any) -> None:
        """Bind one of the student's names."""
        tree, heap, _ = self.encode(value)
        self.ask({"op": "bind", "name": name, "tree": tree}, heap)
        self.epoch += 1

    def unbind(self, name: str) -> None:
        """Delete one of the student's names."""
        self.ask({"op": "unbind", "name": name})
        self.epoch += 1

    def define(self, source: str) -> None:
        """Run imports and definitions in the student's process."""
        self.ask({"op": "define", "source": source})

    def source(self, file: str) -> str:
        """Return the text of a cell of the student's."""
        answer, _ = self.ask({"op": "source", "file": file})
        text = answer.get("tree")
        return text if type(text) is str else ""

    def over(self) -> None:
        """Tell the student's process that the check is over."""
        if not self._gone:
            try:
                self._talk.ask({"op": "over"})
            except ChannelError:
                self._gone = True

    # -- calls ------------------------------------------------------------------------------

    def call(
        self,
        number: int,
        place: str,
        positional: Sequence[Any],
        keywords: dict[str, Any],
        method: str = "",
        run: bool = False,
    ) -> Any:
        """Call a function, class or method of the student's and return what came out."""
        self.lessons.calls += 1
        tree, heap, encoder = self.encode((*positional, *keywords.values()))
        message: Message = {"op": "call", "target": number, "tree": tree}
        if keywords:
            message["keywords"] = list(keywords)
        if method:
            message["method"] = method
        if run:
            message["run"] = True
        self._send_random(message, place)
        answer, back = self.ask(message, heap)
        where = join(place, f".{method}()" if method else "()")
        return self._answer(answer, back, where, encoder.originals)

    def _send_random(self, message: Message, place: str) -> None:
        if self.uses_random:
            changes = self.randomness.changes()
            if changes:
                message["random"] = changes
        if self.policy.is_learning or self.policy.draws:
            message["random_back"] = True

    def call_method(
        self, owner: Any, name: str, positional: Sequence[Any], keywords: dict[str, Any]
    ) -> Any:
        """Call a method of an object or class that a stand-in stands for."""
        return self.call(owner._enact_number, owner._enact_place, positional, keywords, method=name)

    def operate(self, handle: Any, name: str, others: Sequence[Any]) -> Any:
        """Apply a special method other than a comparison."""
        plain = [None if isinstance(other, types.TracebackType) else other for other in others]
        message_place = join(handle._enact_place, f".{name}()")
        tree, heap, encoder = self.encode(tuple(plain))
        message: Message = {
            "op": "call", "target": handle._enact_number, "tree": tree, "method": name
        }  # fmt: skip
        self._send_random(message, message_place)
        answer, back = self.ask(message, heap)
        names = (answer.get("raised") or {}).get("names")
        if name == "__next__" and type(names) is list and names[:1] == ["builtins:StopIteration"]:
            raise StopIteration
        return self._answer(answer, back, message_place, encoder.originals)

    def compare(self, handle: Any, name: str, others: Sequence[Any]) -> Any:
        """Apply a comparison that the student's class defines, and see whether it lies."""
        self._allow_operation(handle, name, others)
        result = self.operate(handle, name, others)
        if name in ("__eq__", "__ne__") and type(result) is bool and result == (name == "__eq__"):
            for decoy in _decoys(others[0]):
                answer = self.operate(handle, name, [decoy])
                if type(answer) is bool and answer == result:
                    raise self.refuse(
                        "equal-to-everything",
                        f"{handle._enact_place} says that it equals {decoy!r}",
                    )
        if name in ("__bool__", "__contains__") and type(result) is not bool:
            raise TypeError(f"{name} returned {type(result).__name__}, not bool")
        return result

    def compare_identity(self, handle: Any, other: Any, name: str) -> Any:
        """Compare as an object whose class defines no equality."""
        self._allow_operation(handle, name, [other])
        same = handle is other
        return same if name == "__eq__" else not same

    def _allow_operation(self, handle: Any, name: str, others: Sequence[Any]) -> None:
        """Refuse comparisons in which the student's code would grade itself."""
        other = others[0] if others else None
        form = "object" if isinstance(other, Handle) else "data" if others else "alone"
        operation = f"{name} {form}"
        self.lessons.operations.add(operation)
        if self.policy.is_learning or operation in self.policy.operations:
            return
        if not self.policy.is_known and form != "data":
            return
        raise self.refuse(
            "object-in-comparison",
            f"{handle._enact_place} is an object of type {type(handle).__name__}; "
            "it was compared where the reference solution gives a value",
        )

    def read_attribute(self, owner: Any, name: str) -> Any:
        """Return an attribute of an object or class."""
        score = _own_score(owner, name)
        if score is not None:
            return score
        answer, heap = self.ask({"op": "attribute", "target": owner._enact_number, "name": name})
        return self._answer(answer, heap, join(owner._enact_place, f".{name}"))

    def write_attribute(self, owner: Any, name: str, value: Any) -> None:
        """Set an attribute of an object or class."""
        tree, heap, _ = self.encode(value)
        self._change_attribute(owner, name, {"action": "set", "tree": tree}, heap)

    def delete_attribute(self, owner: Any, name: str) -> None:
        """Delete an attribute of an object or class."""
        self._change_attribute(owner, name, {"action": "delete"}, b"")

    def _change_attribute(self, owner: Any, name: str, change: Message, heap: bytes) -> None:
        message = {"op": "attribute", "target": owner._enact_number, "name": name, **change}
        answer, back = self.ask(message, heap)
        self._answer(answer, back, join(owner._enact_place, f".{name}"))

    def next(self, number: int, place: str, sent: Any) -> tuple[bool, Any]:
        """Return whether an iterator has ended, and its next element or its last value."""
        message: Message = {"op": "next", "target": number}
        heap = b""
        if sent is not None:
            message["tree"], heap, _ = self.encode(sent)
        answer, back = self.ask(message, heap)
        return bool(answer.get("stopped")), self._answer(answer, back, join(place, "[]"))

    # -- what the student's process refers to ------------------------------------------------

    def _given_class(self, name: str) -> type | None:
        found = self._owner.given(name)
        return found if isinstance(found, type) else None

    def _foreign(self, decoder: Decoder, node: list[Any], place: str) -> Any:
        tag = node[0]
        if tag == "cb":
            return self._exported[decoder.check_int(node[1], 0, len(self._exported) - 1)]
        if tag == "gn":
            found = self._owner.given(decoder.check(node[1], str))
            if found is None:
                raise CodecError("malformed value: unknown name")
            return found
        if tag == "md":
            return self._module(decoder.check(node[1], str), place)
        if tag == "ty":
            return self._class(decoder, node[1], place)
        number = decoder.check_int(node[1], 0, 2**40)
        if tag == "fn":
            return self._function(number, decoder.check(node[2], dict), place)
        if tag == "it":
            return mirrors.make_iterator(self, number, place, bool(node[2]))
        if tag == "aw":
            return _await(self, number, place)
        if tag == "ob":
            return self._object(decoder, number, node[2], place)
        raise CodecError(f"malformed value: unknown tag {str(tag)[:20]!r}")

    def _function(self, number: int, told: dict[str, Any], place: str) -> Any:
        library = self._import(told, place)
        if library is not None:
            return library
        known = self._functions.get(number)
        if known is None:
            known = self._functions[number] = mirrors.make_function(self, number, told, place)
            self._numbers[id(known)] = (known, number)
        return known

    def _import(self, told: dict[str, Any], name: str) -> Any:
        """Return the judge's own function or class where the reference imported one by name."""
        wanted = self.policy.imports.get(name)
        if wanted is None:
            return None
        module, _, path = wanted.partition(":")
        found: Any = sys.modules.get(module)
        for part in path.split("."):
            found = getattr(found, part, None)
        return found

    def _module(self, told: str, name: str) -> Any:
        """Return the judge's own module for a name that is a module on the other side."""
        wanted = self.policy.modules.get(name)
        if wanted is None and not self.policy.is_known:
            wanted = told if told.partition(".")[0] == name else _USUAL_ALIASES.get(name)
        module = sys.modules.get(wanted) if wanted else None
        if module is None:
            raise self.refuse("", f"{name} is the module {told}, which the check does not know")
        return module

    def _class(self, decoder: Decoder, told: Any, place: str) -> Any:
        number = decoder.check_int(decoder.check(told, dict).get("number"), 0, 2**40)
        imported = self._import(told, place)
        if imported is not None:
            return imported
        found = self.find_base(told)
        if found is None:
            raise CodecError("malformed value: unknown class")
        if isinstance(found, MirrorClass):
            self._allow_object(place, found.__name__)
            self._mirrors[number]._enact_place = place  # type: ignore[attr-defined]
        return found

    def _object(self, decoder: Decoder, number: int, told: Any, place: str) -> Any:
        known = self._handles.get(number)
        if known is not None:
            self._allow_object(place, type(known).__name__)
            return known
        mirror = self.find_base(told)
        if mirror is None or not isinstance(mirror, MirrorClass):
            mirror = self._mirror(
                decoder.check(told, dict), {"name": getattr(mirror, "__name__", "?")}
            )
        if not self._may_be_object(place) and mirror._enact_iterates:  # type: ignore[attr-defined]
            return mirrors.make_iterator(self, number, place, False)
        self._allow_object(place, mirror.__name__)
        handle = self._handles[number] = mirrors.make_handle(self, mirror, number, place)
        return handle

    def _may_be_object(self, place: str) -> bool:
        policy = self.policy
        return policy.is_learning or not policy.is_known or place in policy.objects

    def _allow_object(self, place: str, name: str) -> None:
        self.lessons.objects.add(place)
        if not self._may_be_object(place):
            raise self.refuse(
                "", f"{place} gave back an object of type {name} where a value is expected"
            )

    def find_base(self, told: Any) -> type | None:
        """Return the judge's class for a class that was told: a given one or a mirror."""
        if type(told) is not dict:
            return None
        if "given" in told:
            return self._given_class(str(told["given"]))
        number = told.get("number")
        if type(number) is not int:
            return None
        found = self._errors.get(number) or self._mirrors.get(number)
        if found is None:
            answer, _ = self.ask({"op": "facts", "number": number})
            facts = answer.get("facts")
            if type(facts) is not dict:
                return None
            found = self._error_class(number, facts) if facts.get("exception") else None
            found = found or self._mirror(told, facts)
        return found

    def _mirror(self, told: dict[str, Any], facts: dict[str, Any]) -> type:
        number = told.get("number", -1)
        if number in self._mirrors:
            return self._mirrors[number]
        name = str(facts.get("name", "?"))
        mirror = mirrors.make_mirror(self, number, facts, name)
        mirror._enact_iterates = bool(facts.get("iterator"))  # type: ignore[attr-defined]
        self._mirrors[number] = mirror
        return mirror

    def _error_class(self, number: int, facts: dict[str, Any]) -> type | None:
        """Return a class of the judge's own that stands for an exception class of the student's."""
        library = faults.known_class(str(facts.get("library", "")))
        if library is not None:
            return library
        bases = [
            base
            for base in map(self.find_base, mirrors._list(facts.get("bases")))
            if base is not None and issubclass(base, BaseException)
        ]
        try:
            made = type(str(facts.get("name"))[:100], tuple(bases) or (Exception,), {})
        except TypeError:
            return None
        made.__module__ = "__main__"
        self._errors[number] = made
        self._numbers[id(made)] = (made, number)
        return made

    def library_class(self, full_name: str) -> type | None:
        """Return the judge's own class of this name, if a known library or Python has it."""
        top = full_name.partition(":")[0].partition(".")[0]
        if top not in faults.LIBRARIES and top not in ("builtins", "collections", "itertools"):
            return None
        try:
            found = find_library(full_name)
        except (LookupError, TypeError):
            return None
        return found if isinstance(found, type) else None

    def is_given(self, kind: type) -> bool:
        """Say whether a class was bound by an instructor's cell."""
        return bool(self._owner.given_name(kind))

    # -- what the judge sends ------------------------------------------------------------------

    def encode(self, value: Any) -> tuple[Any, bytes, Encoder]:
        """Return tree, heap and encoder of a value that goes to the student's process.

        Raises:
            TypeError: the test passes something that cannot go there.
        """
        encoder = Encoder(foreign=self._export)
        try:
            tree = encoder.write(value)
        except CodecError as error:
            raise TypeError(f"the test passes something that is no value: {error}") from None
        return tree, encoder.heap(), encoder

    def _export(self, encoder: Encoder, value: Any) -> Any:
        kind = type(value)
        if isinstance(kind, MirrorClass) or kind is MirrorClass:
            return ["h", value._enact_number]
        known = self._numbers.get(id(value))
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
        return self._export_instance(encoder, value, kind)

    def _export_instance(self, encoder: Encoder, value: Any, kind: type) -> Any:
        given = self._owner.given_name(kind)
        if given and (carries_plain_state(kind) or hasattr(kind, "__members__")):
            return given_node(encoder, value, given)
        if isinstance(value, tuple) and is_plain_namedtuple(kind):
            return namedtuple_node(encoder, value)
        if isinstance(value, collections.abc.Iterator):
            return ["ci", self._expose(value)]
        library = library_name(kind)
        if library.partition(".")[0] in faults.LIBRARIES and carries_plain_state(kind):
            return ["lo", library, encoder.pairs(vars(value))]
        if callable(value):
            return ["cb", self._expose(value), str(getattr(value, "__name__", kind.__name__))]
        raise NotData(f"an object of type {kind.__qualname__} is not plain data")

    def _expose(self, value: Any) -> int:
        """Give one of the judge's functions or iterators a number for this check."""
        if id(value) not in self._exports:
            self._exports[id(value)] = len(self._exported)
            self._exported.append(value)
        return self._exports[id(value)]

    # -- being asked -------------------------------------------------------------------------

    def _serve(self, message: Message, heap: bytes) -> tuple[Message, bytes]:
        """Answer the student's process: it may call what it was given, and ask for input."""
        try:
            result = self._serve_request(message, heap)
            tree, back, _ = self.encode(result)
            return {"tree": tree}, back
        except BaseException as error:
            encoder = Encoder(foreign=self._export)
            told = faults.tell(error, encoder, self._tell_class)
            return {"raised": told}, encoder.heap()

    def _serve_request(self, message: Message, heap: bytes) -> Any:
        values = self.decode(message.get("tree"), heap, "a call of the test's own function")
        names = [str(name) for name in mirrors._list(message.get("keywords"))]
        if type(values) is not tuple or len(names) > len(values):
            raise ValueError("arguments are expected")
        positional = values[: len(values) - len(names)]
        if message.get("op") == "input":
            return _prepared_input(*positional)
        number = message.get("target")
        if type(number) is not int or not 0 <= number < len(self._exported):
            raise ValueError("unknown function")
        target = self._exported[number]
        if message.get("op") == "next":
            return [found] if (found := next(target, _NOTHING)) is not _NOTHING else []
        keywords = dict(zip(names, values[len(positional) :], strict=True))
        return target(*positional, **keywords)

    def _tell_class(self, kind: type) -> Any:
        given = self._owner.given_name(kind)
        known = self._numbers.get(id(kind))
        return {"given": given} if given else {"number": known[1]} if known else {}


_USUAL_ALIASES = {
    "np": "numpy",
    "pd": "pandas",
    "plt": "matplotlib.pyplot",
    "mpl": "matplotlib",
    "sp": "scipy",
    "sns": "seaborn",
    "sm": "statsmodels.api",
    "nx": "networkx",
    "tf": "tensorflow",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "dt": "datetime",
    "st": "scipy.stats",
    "stats": "scipy.stats",
    "la": "numpy.linalg",
    "optim": "torch.optim",
}


def join(place: str, step: str) -> str:
    """Return a longer place; a step taken again and again (`.next.next`) is told once."""
    return place if place.endswith(step) and step[:1] == "." else (place + step)[:MAX_PLACE]


async def _await(remote: Remote, number: int, place: str) -> Any:
    return remote.call(number, place, (), {}, run=True)


def _prepared_input(prompt: object = "") -> str:
    """Return a line that the test has prepared by replacing `input` or `sys.stdin`."""
    return str(builtins.input(prompt))


def _decoys(other: Any) -> list[Any]:
    """Return values that equal nothing that an honest object holds, in random order."""
    chance = random.SystemRandom()
    number = chance.randrange(10**9, 10**12)
    decoys: list[Any] = [number, f"decoy {number}"]
    if type(other) in (int, float):
        decoys += [other + chance.randrange(1, 1000) for _ in range(_DECOYS)]
    elif type(other) is str:
        decoys += [
            f"{other}{chance.choice('abcdef')}",
            other[:-1] + chr(chance.randrange(97, 123)) * 2,
        ]
    elif type(other) in (list, tuple):
        decoys += [type(other)([*other, number])]
    chance.shuffle(decoys)
    return decoys


def _own_score(owner: Any, name: str) -> Any:
    """Return scikit-learn's own `score` for an object of one of its classes.

    The judge computes it from what the student's object predicts: the labels stay here.
    """
    face = getattr(type(owner), "_enact_face", None)
    if name != "score" or face is None or not face.__module__.startswith("sklearn."):
        return None
    scorer = getattr(face, "score", None)
    if getattr(scorer, "__qualname__", "") in ("ClassifierMixin.score", "RegressorMixin.score"):
        return types.MethodType(scorer, owner)
    return None
