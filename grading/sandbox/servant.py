"""The student's side of the peer channel: looks up names, calls functions, tells what came out.

It runs in the student's process, where nothing can be relied upon; that is why it only hands out
data, and why the judge believes nothing but data.
"""

import asyncio
import builtins
import contextlib
import enum
import hashlib
import inspect
import json
import linecache
import numbers
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from grading.sandbox import faults, integrity
from grading.sandbox.assertions import OPERATORS_BY_NAME, PROBE
from grading.sandbox.codec import CodecError, Decoder, Encoder, NotData
from grading.sandbox.codec.classes import (
    carries_plain_state,
    given_node,
    is_plain_namedtuple,
    namedtuple_node,
)
from grading.sandbox.description import (
    describe_class,
    describe_function,
    find_library,
    is_function,
    is_iterator,
    library_name,
)
from grading.sandbox.outputs import Collector
from grading.sandbox.randomness import Randomness
from grading.sandbox.talk import Message, Talk
from grading.sandbox.wire import Channel

Answer = tuple[Message, bytes]


class Servant:
    """Serves one judge; keeps every object that it has handed out by number.

    Args:
        channel: towards the judge.
        names: the student's global names.
        collector: where outputs of cells go; those of calls are sent to the judge instead.
    """

    def __init__(self, channel: Channel, names: dict[str, Any], collector: Collector) -> None:
        self.talk = Talk(channel, self.serve)
        self.names = names
        self.is_over = False
        self._collector = collector
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._given: dict[int, str] = {}
        self._given_objects: dict[str, Any] = {}
        self._callbacks: dict[int, Any] = {}
        self._came_as: dict[int, tuple[Any, Any]] = {}
        self._sent: dict[str, dict[int, Any]] = {}
        self._watched: dict[str, Any] = {}
        self._randomness = Randomness()
        self._operations: dict[str, Callable[[Message, bytes], Answer]] = {
            "get": self._get,
            "call": self._call,
            "attribute": self._attribute,
            "next": self._next,
            "bind": self._bind,
            "unbind": self._unbind,
            "facts": self._facts,
            "names": self._list_names,
            "source": self._source,
            "over": self._over,
            "statement": self._statement,
            "inspect": self._inspect,
        }

    def note_given(self, before: dict[str, Any]) -> None:
        """Remember the functions and classes that a given cell has just bound.

        Args:
            before: the global names as they were before the cell.
        """
        for name, value in list(self.names.items()):
            if before.get(name) is value or getattr(value, "__module__", "") != "__main__":
                continue
            if isinstance(value, type | types.FunctionType):
                self._given[id(value)] = name
                self._given_objects[name] = value

    def serve_until_over(self) -> None:
        """Answer the judge until it says that the check is over."""
        self.is_over = False
        while not self.is_over:
            message, blobs = self.talk.channel.recv()
            self.talk.respond(message, blobs[0] if blobs else b"")

    def serve(self, message: Message, heap: bytes) -> Answer:
        """Answer one request; whatever goes wrong becomes part of the answer."""
        operation = self._operations.get(str(message.get("op")), self._unknown)
        try:
            answer, back = operation(message, heap)
        except BaseException as error:
            answer, back = self._raised(error)
        changed = [
            name for name, value in self._watched.items() if self.names.get(name) is not value
        ]
        if changed:
            answer["changed"] = changed
            for name in changed:
                del self._watched[name]
        return answer, back

    def _raised(self, error: BaseException) -> Answer:
        encoder = Encoder(foreign=self.describe)
        told = faults.tell(error, encoder, self._class_node)
        return {"raised": told}, encoder.heap()

    def _unknown(self, message: Message, heap: bytes) -> Answer:
        raise ValueError(f"unknown request {message.get('op')!r}")

    def _over(self, message: Message, heap: bytes) -> Answer:
        """End a check and keep what its visible part made for later cells."""
        self.is_over = True
        try:
            if "source" in message:
                exec(compile(str(message["source"]), "<check>", "exec"), self.names)  # noqa: S102
        finally:
            if "names" in message:
                values = self._decoder(heap).decode(message["tree"])
                self.names.update(zip(message["names"], values, strict=True))
        return {}, b""

    def _answer(self, value: Any) -> Answer:
        encoder = Encoder(foreign=self.describe)
        return {"tree": encoder.write(value)}, encoder.heap()

    def _list_names(self, message: Message, heap: bytes) -> Answer:
        return {"tree": ["l", 0, [name for name in self.names if not name.startswith("_")]]}, b""

    def _source(self, message: Message, heap: bytes) -> Answer:
        return {"tree": "".join(linecache.getlines(str(message["file"])))}, b""

    def _facts(self, message: Message, heap: bytes) -> Answer:
        kind = self._objects[int(message["number"])]
        return {"facts": describe_class(Encoder(), kind, self._class_node)}, b""

    # -- names ------------------------------------------------------------------------------

    def _get(self, message: Message, heap: bytes) -> Answer:
        name = str(message["name"])
        if name not in self.names:
            return {"missing": True}, b""
        encoder = Encoder(foreign=self.describe)
        tree = encoder.write(self.names[name])
        self._sent[name] = encoder.originals
        self._watched[name] = self.names[name]
        back = encoder.heap()
        digest = hashlib.sha256(json.dumps(tree).encode() + back).hexdigest()
        if message.get("have") == digest:
            return {"same": True}, b""
        return {"tree": tree, "digest": digest}, back

    def _bind(self, message: Message, heap: bytes) -> Answer:
        self.names[str(message["name"])] = self._decoder(heap).decode(message["tree"])
        return {}, b""

    def _unbind(self, message: Message, heap: bytes) -> Answer:
        self.names.pop(str(message["name"]), None)
        return {}, b""

    # -- objects ----------------------------------------------------------------------------

    def _call(self, message: Message, heap: bytes) -> Answer:
        decoder, values = self._take(message, heap)
        names = message.get("keywords") or []
        positional = values[: len(values) - len(names)]
        keywords = dict(zip(names, values[len(positional) :], strict=True))
        if message.get("random") or message.get("random_back"):
            self._randomness.apply(message.get("random") or {})
        target = self._objects[int(message["target"])]
        answer: Message = {}
        arguments = _Arguments(values, message["tree"], heap, decoder)
        with self._streams() as shown:
            try:
                function = getattr(target, message["method"]) if "method" in message else target
                result = function(*positional, **keywords)
                if message.get("run"):
                    result = asyncio.run(_await(result))
                back = self._tell_result(answer, result, arguments)
            except BaseException as error:
                encoder = Encoder(foreign=self.describe, numbers=arguments.numbers)
                answer["raised"] = faults.tell(error, encoder, self._class_node)
                arguments.tell_changes(answer, encoder, self._as_it_came)
                back = encoder.heap()
        answer["shown"] = shown
        if message.get("random_back"):
            answer["random"] = self._randomness.changes()
        return answer, back

    def _take(self, message: Message, heap: bytes) -> tuple[Decoder, tuple[Any, ...]]:
        """Return the arguments of a call; what the judge fetched here is our own object again."""
        own = {
            part: self._sent[name][number]
            for part, name, number in message.get("owned", ())
            if number in self._sent.get(name, {})
        }
        if own:
            decoder = self._decoder(heap, own)
            with contextlib.suppress(CodecError):
                return decoder, decoder.decode(message["tree"])
        decoder = self._decoder(heap)
        return decoder, decoder.decode(message["tree"])

    def _tell_result(self, answer: Message, result: Any, arguments: "_Arguments") -> bytes:
        """Put a result, and the arguments if they have changed, into an answer."""
        encoder = Encoder(foreign=self.describe, numbers=arguments.numbers)
        try:
            if not arguments.tell_changes(answer, encoder, self._as_it_came):
                # The judge has the arguments already: a result refers to them by number.
                encoder = Encoder(
                    foreign=self.describe, numbers=arguments.numbers, written=arguments.numbers
                )
            answer["tree"] = encoder.write(result)
        except CodecError as error:
            answer.clear()
            answer["refused"] = str(error)
        return encoder.heap()

    def _attribute(self, message: Message, heap: bytes) -> Answer:
        target = self._objects[int(message["target"])]
        name, action = str(message["name"]), message.get("action", "get")
        with self._streams() as shown:
            if action == "set":
                setattr(target, name, self._decoder(heap).decode(message["tree"]))
                return {"shown": shown}, b""
            if action == "delete":
                delattr(target, name)
                return {"shown": shown}, b""
            value = getattr(target, name)
            if name == "__dict__":
                value = dict(value)
        answer, back = self._answer(value)
        return {**answer, "shown": shown}, back

    def _next(self, message: Message, heap: bytes) -> Answer:
        target = self._objects[int(message["target"])]
        with self._streams() as shown:
            try:
                if "tree" in message:
                    value = target.send(self._decoder(heap).decode(message["tree"]))
                else:
                    value = next(target)
            except StopIteration as stop:
                answer, back = self._answer(stop.value)
                return {**answer, "stopped": True, "shown": shown}, back
        answer, back = self._answer(value)
        return {**answer, "shown": shown}, back

    # -- sealed checks ------------------------------------------------------------------------

    def _statement(self, message: Message, heap: bytes) -> Answer:
        """Run one statement of a sealed check here; its assertions ask the judge."""
        self.names[PROBE] = self._probe
        source = str(message["source"])
        with self._streams() as shown:
            try:
                if message.get("is_value"):
                    value = eval(compile(source, "<check>", "eval"), self.names)  # noqa: S307
                else:
                    exec(compile(source, "<check>", "exec"), self.names)  # noqa: S102
                    value = None
                answer, back = self._answer(value if isinstance(value, numbers.Real) else None)
            except BaseException as error:
                answer, back = self._raised(error)
            finally:
                self.names.pop(PROBE, None)
        return {**answer, "shown": shown}, back

    def _probe(self, number: int, symbol: str, *operands: Any, **options: Any) -> Any:
        """Let the judge compare; what is no data is compared here, and the judge told."""
        if symbol == "?":
            return self._ask({"op": "probe", "number": number}, (bool(operands[0]),))
        try:
            Encoder().write((*operands, *options.values()))
        except CodecError:
            if symbol.endswith(" literal"):
                literal = self._ask({"op": "probe", "number": number, "object": True})
                operands = (*operands, literal)
            else:
                self._ask({"op": "probe", "number": number, "object": True})
            truth = bool(OPERATORS_BY_NAME[symbol.partition(" ")[0]](*operands))
            return self._ask({"op": "probe", "number": number, "truth": truth})
        return self._ask({"op": "probe", "number": number}, operands, options)

    def _inspect(self, message: Message, heap: bytes) -> Answer:
        return {"findings": integrity.findings()}, b""

    @contextlib.contextmanager
    def _streams(self) -> Iterator[list[Any]]:
        """Gather what is shown and warned of meanwhile; the judge shows it in its own streams."""
        kept = self._collector.take()
        shown: list[Any] = []
        show_warning = warnings.showwarning

        def keep(message: Any, category: type, filename: str, lineno: int, *_: Any) -> None:
            encoder = Encoder(foreign=self.describe)
            told = faults.tell(
                message if isinstance(message, Warning) else category(message),
                encoder,
                self._class_node,
            )
            shown.append({"warning": {**told, "args": None, "state": None}, "line": lineno})

        warnings.showwarning = keep  # type: ignore[assignment]
        try:
            yield shown
        finally:
            warnings.showwarning = show_warning
            shown += self._collector.take()
            self._collector.put(kept)

    # -- the judge's objects ----------------------------------------------------------------

    def _decoder(self, heap: bytes, into: dict[int, Any] | None = None) -> Decoder:
        return Decoder(heap, foreign=self._read_foreign, into=into, classes=self._given_class)

    def _given_class(self, name: str) -> type | None:
        found = self._given_objects.get(name)
        return found if isinstance(found, type) else None

    def _read_foreign(self, decoder: Decoder, node: list[Any]) -> Any:
        value = self._find_foreign(decoder, node)
        self._came_as[id(value)] = (value, node)
        return value

    def _find_foreign(self, decoder: Decoder, node: list[Any]) -> Any:
        tag = node[0]
        if tag == "h":
            return self._objects[decoder.check_int(node[1], 0, len(self._objects) - 1)]
        if tag == "hm":
            return getattr(self._objects[int(node[1])], node[2])
        if tag == "gn":
            return self._given_objects[node[1]]
        if tag == "lib":
            return find_library(node[1])
        if tag == "lo":
            kind = find_library(node[1])
            value = kind.__new__(kind)
            vars(value).update(decoder.pairs(node[2]))
            return value
        if tag == "cb":
            return self._callback(int(node[1]), str(node[2]))
        if tag == "ci":
            return self._pull(int(node[1]))
        raise CodecError(f"malformed value: unknown tag {tag!r}")

    def _callback(self, number: int, name: str) -> Any:
        """Return a function that calls one of the judge's."""
        if number not in self._callbacks:

            def called(*positional: Any, **keywords: Any) -> Any:
                return self._ask({"op": "call", "target": number}, positional, keywords)

            called.__name__ = called.__qualname__ = name
            self._callbacks[number] = called
            self._numbers[id(called)] = -1 - number
        return self._callbacks[number]

    def _pull(self, number: int) -> Iterator[Any]:
        """Return a generator that takes its elements from an iterator of the judge's."""
        while True:
            found = self._ask({"op": "next", "target": number})
            if not found:
                return
            yield found[0]

    def ask_input(self, prompt: object = "") -> str:
        """Ask the judge for a line that the running test may have prepared."""
        return str(self._ask({"op": "input"}, (str(prompt),)))

    def _ask(self, message: Message, positional: Any = (), keywords: Any = None) -> Any:
        encoder = Encoder(foreign=self.describe)
        keywords = keywords or {}
        message["keywords"] = list(keywords)
        message["tree"] = encoder.write((*positional, *keywords.values()))
        answer, back = self.talk.ask(message, encoder.heap())
        decoder = self._decoder(back)
        if "raised" in answer:
            raise faults.restore(answer["raised"], decoder, self._own_class)
        return decoder.decode(answer["tree"])

    def _own_class(self, told: Any) -> type | None:
        """Return the class that the judge knows by a number or a name of ours."""
        if type(told) is dict and "number" in told:
            return self._objects[int(told["number"])]  # type: ignore[no-any-return]
        return self._given_class(str(told.get("given", ""))) if type(told) is dict else None

    # -- our objects ------------------------------------------------------------------------

    def describe(self, encoder: Encoder, value: Any) -> Any:
        """Return the node of an object that is no data."""
        number = self._numbers.get(id(value))
        if number is not None and number < 0:
            return ["cb", -1 - number]
        if id(value) in self._given:
            return ["gn", self._given[id(value)]]
        if isinstance(value, types.ModuleType):
            return ["md", value.__name__]
        if isinstance(value, type):
            return ["ty", self._class_node(value)]
        return self._describe_instance(encoder, value)

    def _as_it_came(self, encoder: Encoder, value: Any) -> Any:
        """Return the node by which an object came from the judge, else its description."""
        came, node = self._came_as.get(id(value), (None, None))
        return node if came is value and node is not None else self.describe(encoder, value)

    def _describe_instance(self, encoder: Encoder, value: Any) -> Any:
        kind = type(value)
        given = self._given.get(id(kind))
        if given is not None and (carries_plain_state(kind) or isinstance(value, enum.Enum)):
            return given_node(encoder, value, given)
        if issubclass(kind, tuple) and is_plain_namedtuple(kind):
            return namedtuple_node(encoder, value)
        if is_function(value):
            facts = describe_function(encoder, value)
            return ["fn", self._keep(value), {**facts, "library": library_name(value)}]
        if inspect.iscoroutine(value):
            return ["aw", self._keep(value)]
        if is_iterator(value):
            return ["it", self._keep(value), isinstance(value, types.GeneratorType)]
        if isinstance(value, builtins.memoryview):
            raise NotData("a memoryview is not plain data")
        return ["ob", self._keep(value), self._class_node(kind)]

    def _keep(self, value: Any) -> int:
        """Return the number of an object; it lives on as long as the process."""
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
        return number

    def _class_node(self, kind: type) -> Any:
        """Return a class by name or by number; the judge asks for the facts that it needs."""
        if id(kind) in self._given:
            return {"given": self._given[id(kind)]}
        return {"number": self._keep(kind)}


async def _await(value: Any) -> Any:
    return await value


class _Arguments:
    """The arguments of one call: what came, to tell what has become of it."""

    def __init__(self, values: tuple[Any, ...], tree: Any, heap: bytes, decoder: Decoder) -> None:
        self.numbers = {id(value): number for number, value in decoder.objects.items()}
        self._values = values
        self._tree = tree
        self._heap = heap
        # Keeps the objects alive, so that no other object gets the `id` of one.
        self._objects = decoder.objects

    def tell_changes(
        self, answer: Message, encoder: Encoder, describe: Callable[[Encoder, Any], Any]
    ) -> bool:
        """Put the arguments into an answer if they are no longer what came; say whether."""
        if not self.numbers:
            return False
        probe = Encoder(foreign=describe, numbers=self.numbers)
        try:
            if probe.write(self._values) == self._tree and probe.heap() == self._heap:
                return False
            answer["arguments"] = encoder.write(self._values)
        except CodecError:
            return False
        return True
