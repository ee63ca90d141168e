"""Turns what the student's process refers to into the judge's own objects or into stand-ins."""

import sys
from typing import TYPE_CHECKING, Any

from grading.sandbox import faults, mirrors
from grading.sandbox.codec import CodecError, Decoder
from grading.sandbox.description import find_library
from grading.sandbox.mirrors import MirrorClass

if TYPE_CHECKING:
    from grading.sandbox.exports import Exports, Owner
    from grading.sandbox.remote import Remote

# What a name for a module may mean where no run of a solution has said it.
_USUAL_ALIASES = {
    "np": "numpy",
    "pd": "pandas",
    "plt": "matplotlib.pyplot",
    "mpl": "matplotlib",
    "sp": "scipy",
    "sns": "seaborn",
    "sm": "statsmodels.api",
    "nx": "networkx",
    "nn": "torch.nn",
    "F": "torch.nn.functional",
    "dt": "datetime",
    "st": "scipy.stats",
    "stats": "scipy.stats",
    "la": "numpy.linalg",
    "optim": "torch.optim",
}
_OPEN_LIBRARIES = faults.LIBRARIES | {"builtins", "itertools"}


class StandIns:
    """Keeps what stands for the functions, classes and objects of one student's process.

    Args:
        remote: the conversation with that process.
        owner: the judge's namespace.
        exports: learns which objects stand for which numbers.
    """

    def __init__(self, remote: "Remote", owner: "Owner", exports: "Exports") -> None:
        self._remote = remote
        self._owner = owner
        self._exports = exports
        self._mirrors: dict[int, type] = {}
        self._errors: dict[int, type] = {}
        self._handles: dict[int, Any] = {}
        self._functions: dict[int, Any] = {}

    def given_class(self, name: str) -> type | None:
        """Return a class that an instructor's cell bound, or None."""
        found = self._owner.given(name)
        return found if isinstance(found, type) else None

    def is_given(self, kind: type) -> bool:
        """Say whether a class was bound by an instructor's cell."""
        return bool(self._owner.given_name(kind))

    def find(self, decoder: Decoder, node: list[Any], place: str) -> Any:
        """Return the object that a node of the student's process stands for.

        Raises:
            CodecError: the node is malformed.
            Refusal: such an object may not stand at this place.
        """
        tag = node[0]
        if tag == "cb":
            return self._exports.exposed(node[1])
        if tag == "gn":
            found = self._owner.given(decoder.check(node[1], str))
            if found is None:
                raise CodecError("malformed value: unknown name")
            return found
        if tag == "md":
            return self._module(decoder.check(node[1], str), place)
        if tag == "ty":
            return self._class(decoder.check(node[1], dict), place)
        number = decoder.check_int(node[1], 0, 2**40)
        if tag == "fn":
            return self._function(number, decoder.check(node[2], dict), place)
        if tag == "it":
            return mirrors.make_iterator(self._remote, number, place, node[2] is True)
        if tag == "aw":
            return _await(self._remote, number, place)
        if tag == "ob":
            return self._object(number, decoder.check(node[2], dict), place)
        raise CodecError(f"malformed value: unknown tag {str(tag)[:20]!r}")

    def _function(self, number: int, told: dict[str, Any], place: str) -> Any:
        imported = self._imported(place)
        if imported is not None:
            return imported
        known = self._functions.get(number)
        if known is None:
            known = mirrors.make_function(self._remote, number, told, place)
            self._functions[number] = known
            self._exports.numbers[id(known)] = (known, number)
        return known

    def _imported(self, name: str) -> Any:
        """Return the judge's own function or class where the solution imports one by name."""
        module, _, path = self._remote.policy.imports.get(name, "").partition(":")
        return getattr(sys.modules.get(module), path, None) if module else None

    def _module(self, told: str, name: str) -> Any:
        """Return the judge's own module for a name that is a module on the other side."""
        policy = self._remote.policy
        wanted = policy.modules.get(name)
        if wanted is None and (policy.is_learning or not policy.is_known):
            usual = told if told.partition(".")[0] == name else _USUAL_ALIASES.get(name)
            wanted = told if policy.is_learning else usual
            self._remote.lessons.modules[name] = told
        module = sys.modules.get(wanted) if wanted else None
        if module is None:
            raise self._remote.refuse("", f"{name} is the module {told}, unknown to this check")
        return module

    def _class(self, told: dict[str, Any], place: str) -> Any:
        imported = self._imported(place)
        if imported is not None:
            return imported
        found = self.find_class(told)
        if found is None:
            raise CodecError("malformed value: unknown class")
        if isinstance(found, MirrorClass):
            self._allow(place, found.__name__)
            found._enact_place = place
        return found

    def _object(self, number: int, told: dict[str, Any], place: str) -> Any:
        known = self._handles.get(number)
        if known is not None:
            self._allow(place, type(known).__name__)
            return known
        mirror = self.find_class(told)
        if mirror is None or not isinstance(mirror, MirrorClass):
            # An instance of a given class that is more than its attributes.
            facts = {"name": getattr(mirror, "__name__", "?")}
            mirror = mirrors.make_mirror(self._remote, -1, facts, place)
        if mirror._enact_iterates and not self._may_stand(place):
            return mirrors.make_iterator(self._remote, number, place, False)
        self._allow(place, mirror.__name__)
        handle = mirrors.make_handle(self._remote, mirror, number, place)
        self._handles[number] = handle
        return handle

    def _may_stand(self, place: str) -> bool:
        policy = self._remote.policy
        return policy.is_learning or not policy.is_known or place in policy.objects

    def _allow(self, place: str, name: str) -> None:
        self._remote.lessons.objects.add(place)
        if not self._may_stand(place):
            raise self._remote.refuse(
                "", f"{place} gave back an object of type {name} where a value is expected"
            )

    def find_class(self, told: Any) -> type | None:
        """Return the judge's class for one that was told: a given one, a mirror, an error."""
        if type(told) is not dict:
            return None
        if "given" in told:
            return self.given_class(str(told["given"]))
        number = told.get("number")
        if type(number) is not int:
            return None
        found = self._errors.get(number) or self._mirrors.get(number)
        if found is None:
            answer, _ = self._remote.ask({"op": "facts", "number": number})
            facts = answer.get("facts")
            if type(facts) is not dict:
                return None
            found = self._error(number, facts) if facts.get("exception") else None
            found = found or self._mirror(number, facts)
        return found

    def _mirror(self, number: int, facts: dict[str, Any]) -> type:
        mirror = mirrors.make_mirror(self._remote, number, facts, str(facts.get("name", "?")))
        return self._mirrors.setdefault(number, mirror)

    def _error(self, number: int, facts: dict[str, Any]) -> type | None:
        """Return a class of the judge's own for an exception class of the student's."""
        library = faults.known_class(str(facts.get("library", "")))
        if library is not None:
            return library
        told = facts.get("bases")
        bases = [self.find_class(base) for base in (told if type(told) is list else [])]
        known = [base for base in bases if base is not None and issubclass(base, BaseException)]
        try:
            made = type(str(facts.get("name"))[:100], tuple(known) or (Exception,), {})
        except (TypeError, ValueError):
            return None
        made.__module__ = "__main__"
        self._errors[number] = made
        self._exports.numbers[id(made)] = (made, number)
        return made

    def library_class(self, full_name: str) -> type | None:
        """Return the judge's own class of this name, if a known library or Python has it."""
        if full_name.partition(":")[0].partition(".")[0] not in _OPEN_LIBRARIES:
            return None
        try:
            found = find_library(full_name)
        except (LookupError, TypeError):
            return None
        return found if isinstance(found, type) else None


async def _await(remote: "Remote", number: int, place: str) -> Any:
    return remote.call(number, place, (), {}, run=True)
