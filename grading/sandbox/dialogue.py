"""Asking the student's process: requests, answers as data, and the names of its cells.

A *place* says how an object was reached (`f()`, `model.predict()`), so that what a submission
gives there can be held against what the reference solution gave there.
"""

import abc
from collections.abc import Callable, Mapping
from typing import Any

from grading.sandbox import faults
from grading.sandbox.codec import CodecError, Decoder
from grading.sandbox.exports import Exports, Owner
from grading.sandbox.faults import Refusal, StudentGone
from grading.sandbox.policy import Lessons, Policy
from grading.sandbox.randomness import Randomness
from grading.sandbox.sealed import SealedCheck
from grading.sandbox.stand_ins import StandIns
from grading.sandbox.talk import Message, Talk, TooNested
from grading.sandbox.wire import Channel, ChannelError


class Dialogue(abc.ABC):
    """One side of a conversation with one student's process.

    Args:
        channel: towards the student.
        owner: the judge's namespace.
        show: shows what the student's code printed during a call.

    Attributes:
        policy: how the running check is treated.
        lessons: what the running check has done so far.
        flags: kind and evidence of what honest work does not do.
        refusal: the first refusal of the running check: it has failed, whatever it says.
        epoch: rises with everything that may have changed the student's values.
        rebound: names that the student's process has bound anew since they were fetched.
        keeps_arguments: leave the judge's arguments alone, whatever the student does to its own.
        unexpected_changes: functions that changed arguments where the reference does not.
        sealed: the sealed check that is run over there, if one is.
        is_gone: nobody answers any more.
    """

    _talk: Talk
    _exports: Exports
    stand_ins: StandIns
    is_gone: bool

    def __init__(
        self, channel: Channel, owner: Owner, show: Callable[[list[Any], "Dialogue"], None]
    ) -> None:
        self.flags: list[tuple[str, str]] = []
        self.epoch = 0
        self.randomness = Randomness()
        self._owner = owner
        self._show = show
        self.start_check(Policy(), False)
        self.connect(channel)

    @abc.abstractmethod
    def connect(self, channel: Channel) -> None:
        """Talk to another student's process from now on; old stand-ins lead nowhere."""

    def start_check(self, policy: Policy, uses_random: bool) -> None:
        """Begin a check cell."""
        self.policy = policy
        self.lessons = Lessons()
        self.refusal: Refusal | None = None
        self.keeps_arguments = False
        self.unexpected_changes: set[str] = set()
        self.sealed: SealedCheck | None = None
        self._uses_random = uses_random
        self._is_served = True
        self._fetched: dict[int, tuple[Any, str, int]] = {}
        self.rebound: set[str] = set()
        self.epoch += 1

    # -- asking -----------------------------------------------------------------------------

    def ask(self, message: Message, heap: bytes = b"") -> tuple[Message, bytes]:
        """Return the answer to a request.

        Raises:
            StudentGone: there is nobody to answer.
        """
        if self.is_gone or not self._is_served:
            raise self._refuse(StudentGone())
        try:
            answer, back = self._talk.ask(message, heap)
            changed = answer.get("changed")
            self.rebound.update(map(str, changed) if type(changed) is list else ())
            return answer, back
        except TooNested as error:
            raise RecursionError(str(error)) from None
        except ChannelError:
            self.is_gone = True
            raise self._refuse(StudentGone()) from None

    @property
    def is_waiting(self) -> bool:
        """Whether the student's process is at work on a request: its names may be changing."""
        return self._talk.nesting > 0

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
        return self._decode(self._decoder(heap, place, into), tree, place)

    def _decode(self, decoder: Decoder, tree: Any, place: str) -> Any:
        try:
            value = decoder.decode(tree)
        except CodecError as error:
            raise self.refuse("", f"{place} gave back what is no value: {error}") from None
        self._look_at(value, decoder, place)
        return value

    def _decoder(self, heap: bytes, place: str, into: Any = None) -> Decoder:
        return Decoder(
            heap,
            foreign=lambda decoder, node: self.stand_ins.find(decoder, node, place),
            into=into,
            classes=self.stand_ins.given_class,
        )

    def _look_at(self, value: Any, decoder: Decoder, place: str) -> None:
        """Note types and emptiness of what came; refuse types that the reference never gave."""
        self.lessons.unusual |= decoder.unusual
        unusual = decoder.unusual - self.policy.unusual
        if unusual and not self.policy.is_learning:
            raise self.refuse("unusual-type", f"{place} gave back a {', '.join(sorted(unusual))}")
        if type(value).__module__ != "builtins" and hasattr(type(value), "shape"):
            if getattr(value, "size", None) == 0:
                self.lessons.empty.add(place)

    def _answer(self, answer: Message, heap: bytes, place: str, into: Any = None) -> Any:
        """Return the value in an answer, or raise the exception in it."""
        self.epoch += 1
        shown = answer.get("shown")
        if type(shown) is list and shown:
            self._show(shown, self)
        if "arguments" in answer:
            into = self._take_arguments(answer["arguments"], heap, place, into)
        if "random" in answer:
            self._take_random(answer["random"], place)
        if "refused" in answer:
            raise self.refuse("", f"{place} gave back something that is no value")
        if "raised" in answer:
            raise self.restore(answer["raised"], heap)
        return self.decode(answer.get("tree"), heap, place, into)

    def _take_arguments(self, tree: Any, heap: bytes, place: str, into: Any) -> Any:
        """Let arguments become what the call made of them; return what a result may refer to."""
        name = place.removesuffix("()")
        self.lessons.changes.add(name)
        if name not in self.policy.changes and not self.policy.is_learning:
            self.unexpected_changes.add(name)
            into = None if self.keeps_arguments else into
        decoder = self._decoder(heap, f"{place} arguments", into)
        try:
            decoder.decode(tree)
        except CodecError as error:
            raise self.refuse("", f"{place} made an argument what is no value: {error}") from None
        return {**(into or {}), **decoder.objects}

    def _take_random(self, states: Any, place: str) -> None:
        if type(states) is dict and states:
            self.lessons.draws.add(place)
            if self.policy.is_learning or place in self.policy.draws:
                self.randomness.advance(states)

    def restore(self, told: Any, heap: bytes) -> BaseException:
        """Return the exception that the student's code raised, as one of the judge's classes."""
        try:
            decoder = self._decoder(heap, "an exception")
            error = faults.restore(told, decoder, self.stand_ins.find_class)
        except (CodecError, TypeError, AttributeError, ValueError):
            raise self.refuse("", "the student's code raised something unreadable") from None
        vars(error)["_enact_student"] = True
        return error

    # -- names ------------------------------------------------------------------------------

    def get(self, name: str, digest: str) -> tuple[str, Any, str]:
        """Fetch a name.

        Returns:
            `missing`, `same` (as when it had this digest) or `value`; the value; its digest.
        """
        self.rebound.discard(name)
        answer, heap = self.ask({"op": "get", "name": name, "have": digest})
        if "missing" in answer:
            return "missing", None, ""
        if "same" in answer and digest:
            return "same", None, digest
        if "raised" in answer:
            raise self.refuse("", f"the value of {name} cannot be read as data")
        decoder = self._decoder(heap, name)
        value = self._decode(decoder, answer.get("tree"), name)
        for number, part in decoder.objects.items():
            self._fetched[id(part)] = (part, name, number)
        return "value", value, str(answer.get("digest", ""))

    def names(self) -> list[str]:
        """Return the student's global names."""
        answer, heap = self.ask({"op": "names"})
        found = self.decode(answer.get("tree"), heap, "names")
        return [name for name in found if type(name) is str] if type(found) is list else []

    def bind(self, name: str, value: Any) -> None:
        """Bind one of the student's names."""
        tree, heap, _ = self._exports.encode(value)
        self.ask({"op": "bind", "name": name, "tree": tree}, heap)
        self.epoch += 1

    def is_students(self, value: Any) -> bool:
        """Say whether a value stands for something of the student's."""
        return self._exports.is_stand_in(value)

    def unbind(self, name: str) -> None:
        """Delete one of the student's names."""
        self.ask({"op": "unbind", "name": name})
        self.epoch += 1

    def source(self, file: str) -> str:
        """Return the text of a cell of the student's."""
        answer, _ = self.ask({"op": "source", "file": file})
        text = answer.get("tree")
        return text if type(text) is str else ""

    def over(self, values: Mapping[str, Any] = {}, definitions: str = "") -> None:
        """Tell the student's process that the check is over, and what later cells find.

        Args:
            values: what it binds, by name; what is no value is left out.
            definitions: imports, functions and classes that it runs.
        """
        message: Message = {"op": "over"}
        if definitions:
            message["source"] = definitions
        names, tree, heap = self._encode_values(values)
        if names:
            message |= {"names": names, "tree": tree}
        self._exports.forget()
        self._is_served = False
        if self._talk.forgeries:
            self._talk.forgeries = 0
            self.flags.append(
                ("forged-answer", "frames came on the judge's channel that answer no question")
            )
        if not self.is_gone:
            try:
                self._talk.tell(message, heap)
            except ChannelError:
                self.is_gone = True

    def _encode_values(self, values: Mapping[str, Any]) -> tuple[list[str], Any, bytes]:
        """Return the names of what can be sent, and the values as one list."""
        names = list(values)
        try:
            tree, heap, _ = self._exports.encode([values[name] for name in names])
        except TypeError:
            names = [name for name in names if self._can_encode(values[name])]
            tree, heap, _ = self._exports.encode([values[name] for name in names])
        return names, tree, heap

    def _can_encode(self, value: Any) -> bool:
        try:
            self._exports.encode(value)
        except TypeError:
            return False
        return True
