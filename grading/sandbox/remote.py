"""The judge's side of the peer channel: calls the student's functions, takes nothing but data."""

import random
import types
from collections.abc import Sequence
from typing import Any

from grading.sandbox.codec import Encoder
from grading.sandbox.dialogue import Dialogue
from grading.sandbox.exports import Exports
from grading.sandbox.mirrors import Handle
from grading.sandbox.sealed import SealedCheck
from grading.sandbox.stand_ins import StandIns
from grading.sandbox.talk import Message, Talk
from grading.sandbox.wire import Channel

MAX_PLACE = 200
_DECOYS = 3


class Remote(Dialogue):
    """The judge's conversation with one student's process: calls, attributes and comparisons."""

    def connect(self, channel: Channel) -> None:
        """Talk to another student's process from now on; old stand-ins lead nowhere."""
        self._talk = Talk(channel, self._serve)
        self.is_gone = False
        self._exports = Exports(self._owner)
        self.stand_ins = StandIns(self, self._owner, self._exports)

    def _serve(self, message: Message, heap: bytes) -> tuple[Message, bytes]:
        """Answer the student's process: it may call what it was given, and ask for input."""
        try:
            if message.get("op") == "probe" and self.sealed is not None:
                result = self._compare_sealed(self.sealed, message, heap)
            else:
                values = self.decode(message.get("tree"), heap, "a call of the test's function")
                result = self._exports.serve(message, values)
            tree, back, _ = self._exports.encode(result)
            return {"tree": tree}, back
        except BaseException as error:
            return self._exports.tell(error)

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
        where = join(place, f".{method}()" if method else "()")
        message, heap, encoder = self._call_message(number, where, positional, keywords, method)
        if run:
            message["run"] = True
        answer, back = self.ask(message, heap)
        return self._answer(answer, back, where, encoder.originals)

    def _call_message(
        self,
        number: int,
        where: str,
        positional: Sequence[Any],
        keywords: dict[str, Any],
        method: str,
    ) -> tuple[Message, bytes, Encoder]:
        self.lessons.calls += 1
        tree, heap, encoder = self._exports.encode((*positional, *keywords.values()))
        message: Message = {"op": "call", "target": number, "tree": tree}
        if keywords:
            message["keywords"] = list(keywords)
        owned = [
            [part, *self._fetched[id(value)][1:]]
            for part, value in encoder.originals.items()
            if id(value) in self._fetched
        ]
        if owned:
            message["owned"] = owned
        if method:
            message["method"] = method
        if self._uses_random:
            message["random"] = self.randomness.changes()
        if self.policy.is_learning or where in self.policy.draws:
            message["random_back"] = True
        return message, heap, encoder

    def call_method(
        self, owner: Any, name: str, positional: Sequence[Any], keywords: dict[str, Any]
    ) -> Any:
        """Call a method of an object or class that a stand-in stands for."""
        return self.call(owner._enact_number, owner._enact_place, positional, keywords, name)

    def operate(self, handle: Any, name: str, others: Sequence[Any]) -> Any:
        """Apply a special method other than a comparison."""
        plain = [None if isinstance(other, types.TracebackType) else other for other in others]
        where = join(handle._enact_place, f".{name}()")
        message, heap, encoder = self._call_message(handle._enact_number, where, plain, {}, name)
        answer, back = self.ask(message, heap)
        raised = answer.get("raised")
        names = raised.get("names") if type(raised) is dict else None
        if name == "__next__" and type(names) is list and names[:1] == ["builtins:StopIteration"]:
            raise StopIteration
        return self._answer(answer, back, where, encoder.originals)

    def next(self, number: int, place: str, sent: Any) -> tuple[bool, Any]:
        """Return whether an iterator has ended, and its next element or its last value."""
        message: Message = {"op": "next", "target": number}
        heap = b""
        if sent is not None:
            message["tree"], heap, _ = self._exports.encode(sent)
        answer, back = self.ask(message, heap)
        return bool(answer.get("stopped")), self._answer(answer, back, join(place, "[]"))

    # -- attributes and comparisons of objects ------------------------------------------------

    def read_attribute(self, owner: Any, name: str) -> Any:
        """Return an attribute of an object or class."""
        score = _own_score(owner, name)
        if score is not None:
            return score
        answer, heap = self.ask({"op": "attribute", "target": owner._enact_number, "name": name})
        return self._answer(answer, heap, join(owner._enact_place, f".{name}"))

    def write_attribute(self, owner: Any, name: str, value: Any) -> None:
        """Set an attribute of an object or class."""
        tree, heap, _ = self._exports.encode(value)
        self._change_attribute(owner, name, {"action": "set", "tree": tree}, heap)

    def delete_attribute(self, owner: Any, name: str) -> None:
        """Delete an attribute of an object or class."""
        self._change_attribute(owner, name, {"action": "delete"}, b"")

    def _change_attribute(self, owner: Any, name: str, change: Message, heap: bytes) -> None:
        message = {"op": "attribute", "target": owner._enact_number, "name": name, **change}
        answer, back = self.ask(message, heap)
        self._answer(answer, back, join(owner._enact_place, f".{name}"))

    def compare(self, handle: Any, name: str, others: Sequence[Any]) -> Any:
        """Apply a comparison that the student's class defines, and see whether it lies."""
        self._allow_operation(handle, name, others)
        result = self.operate(handle, name, others)
        if name in ("__eq__", "__ne__") and type(result) is bool and result == (name == "__eq__"):
            for decoy in _decoys(others[0]):
                answer = self.operate(handle, name, [decoy])
                if type(answer) is bool and answer == result:
                    place = handle._enact_place
                    raise self.refuse("equal-to-everything", f"{place} equals {decoy!r} as well")
        if name in ("__bool__", "__contains__") and type(result) is not bool:
            raise TypeError(f"{name} returned {type(result).__name__}, not bool")
        return result

    def compare_identity(self, handle: Any, other: Any, name: str) -> Any:
        """Compare as an object whose class defines no equality."""
        self._allow_operation(handle, name, [other])
        return (handle is other) == (name == "__eq__")

    def _allow_operation(self, handle: Any, name: str, others: Sequence[Any]) -> None:
        """Refuse comparisons in which the student's code would grade itself."""
        form = "alone" if not others else "object" if isinstance(others[0], Handle) else "data"
        operation = f"{name} {form}"
        self.lessons.operations.add(operation)
        if self.policy.is_learning or operation in self.policy.operations:
            return
        if self.policy.is_known or form == "data":
            raise self.refuse(
                "object-in-comparison",
                f"{handle._enact_place} is an object of type {type(handle).__name__}; "
                "it was compared where the reference solution gives a value",
            )

    # -- sealed checks ------------------------------------------------------------------------

    def run_statement(self, text: str, is_value: bool) -> Any:
        """Run one statement of a sealed check in the student's process, or take its value.

        Raises:
            BaseException: what the statement raised.
        """
        answer, heap = self.ask({"op": "statement", "source": text, "is_value": is_value})
        return self._answer(answer, heap, "the value of the test")

    def inspect(self) -> list[tuple[str, str]]:
        """Return what the student's process finds changed in its interpreter and libraries."""
        answer, _ = self.ask({"op": "inspect"})
        found = answer.get("findings")
        return [(str(kind), str(text)) for kind, text in found] if type(found) is list else []

    def _compare_sealed(self, check: SealedCheck, message: Message, heap: bytes) -> Any:
        number = message.get("number")
        if type(number) is not int or not 0 <= number < len(check.questions):
            raise self.refuse("forged-answer", "an assertion was reported that the test has not")
        if "truth" in message:
            return check.answer_truth(number, message["truth"])
        if "object" in message:
            if str(number) in self.policy.data:
                line = check.questions[number].line
                raise self.refuse(
                    "object-in-comparison",
                    f"line {line} of the test compared an object where the solution has a value",
                )
            return check.literal(number) if check.has_literal(number) else None
        values = self.decode(message.get("tree"), heap, f"operands {number}")
        names = message.get("keywords") or []
        positional = values[: len(values) - len(names)]
        options = dict(zip(map(str, names), values[len(positional) :], strict=True))
        return check.answer(number, positional, options)


def join(place: str, step: str) -> str:
    """Return a longer place; a step taken again and again (`.next.next`) is told once."""
    return place if place.endswith(step) and step[:1] == "." else (place + step)[:MAX_PLACE]


def _decoys(other: Any) -> list[Any]:
    """Return values that equal nothing that an honest object holds, in random order."""
    chance = random.SystemRandom()
    number = chance.randrange(10**9, 10**12)
    decoys: list[Any] = [number, f"decoy {number}"]
    if type(other) in (int, float):
        decoys += [other + chance.randrange(1, 1000) for _ in range(_DECOYS)]
    elif type(other) is str:
        decoys.append(other + chance.choice("abcdef"))
    elif type(other) in (list, tuple):
        decoys.append(type(other)([*other, number]))
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
        return types.MethodType(scorer, owner)  # type: ignore[arg-type]
    return None
