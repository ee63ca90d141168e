"""The judge's global names: its own first, the student's when a check asks for them."""

import builtins
import types
from typing import Any

from grading.sandbox.policy import Policy
from grading.sandbox.remote import Remote

# Found in the namespace itself, so that a function of the instructor's finds `len` as fast as in
# any module. Names that tests replace in `builtins` are left to the usual way.
_REPLACED = frozenset({"input", "print", "open", "help", "exit", "quit", "eval", "exec", "compile"})
PRESET = {
    name: value
    for name, value in vars(builtins).items()
    if not name.startswith("_") and name not in _REPLACED
}


# Values that nothing can change: fetched again only when the name is bound anew.
_LASTING = (type(None), bool, int, float, complex, str, bytes, types.FunctionType, type)


class Namespace(dict[str, Any]):
    """Globals of the judge's cells; missing names are asked for while a check runs."""

    def __init__(self) -> None:
        super().__init__(PRESET)
        self._remote: Remote | None = None
        self._policy = Policy()
        self._given: dict[int, str] = {}
        self._fetched: dict[str, tuple[int, Any, str]] = {}
        self._students: set[str] = set()
        self._deleted: set[str] = set()

    # -- as a dictionary ----------------------------------------------------------------------

    def __missing__(self, name: str) -> Any:
        if self._remote is None or type(name) is not str or name in self._deleted:
            raise KeyError(name)
        if hasattr(builtins, name) and name not in self._policy.fetch:
            raise KeyError(name)
        if name.startswith("__"):
            raise KeyError(name)
        return self._fetch(self._remote, name)

    def __setitem__(self, name: str, value: Any) -> None:
        remote = self._remote
        if remote is not None and name in self._policy.shared:
            # Without a solution behind the policy, no value of the test's may go over there.
            if self._policy.is_known or self._policy.is_learning or remote.is_students(value):
                remote.bind(name, value)
        self._deleted.discard(name)
        super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        remote = self._remote
        if remote is not None and not super().__contains__(name) and name in self._students:
            self._deleted.add(name)
        else:
            super().__delitem__(name)
        if remote is not None and name in self._policy.shared:
            remote.unbind(name)

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            text = str(name)
            return PRESET.get(text) is not super().__getitem__(text)
        if self._remote is None or type(name) is not str or name.startswith("_"):
            return False
        return name not in self._deleted and name in self._remote.names()

    def keys(self) -> Any:
        """Return the names that a notebook's user would see."""
        own = {name: None for name, value in self.items() if PRESET.get(name) is not value}
        if self._remote is not None:
            own.update(dict.fromkeys(set(self._remote.names()) - self._deleted))
        return own.keys()

    def get(self, name: str, default: Any = None) -> Any:
        """Return a name's value as `globals().get` would."""
        try:
            return self[name]
        except KeyError:
            return default

    # -- cells --------------------------------------------------------------------------------

    def begin(self, remote: Remote, policy: Policy) -> None:
        """Let a check see the student's names."""
        self._remote, self._policy = remote, policy
        self._fetched, self._students, self._deleted = {}, set(), set()
        for name in policy.fetch:
            self.pop(name, None)

    def end(self) -> None:
        """Hide the student's names again."""
        self._remote = None
        self._policy = Policy()

    def note_given(self, before: dict[str, Any]) -> None:
        """Remember the functions and classes that a given cell has just bound."""
        for name, value in self.items():
            if before.get(name) is value or getattr(value, "__module__", "") != "__main__":
                continue
            if isinstance(value, type | types.FunctionType):
                self._given[id(value)] = name

    def own(self) -> dict[str, Any]:
        """Return a plain copy of the judge's own names."""
        return dict.copy(self)

    def given_name(self, value: Any) -> str:
        """Return the name under which an instructor's cell bound a function or class, or ""."""
        name = self._given.get(id(value), "")
        return name if name and super().get(name) is value else ""

    def given(self, name: str) -> Any:
        """Return the function or class that an instructor's cell bound to a name, or None."""
        value = super().get(name)
        return value if value is not None and self._given.get(id(value)) == name else None

    def is_students(self, name: str) -> bool:
        """Say whether a name of the running check came from the student."""
        return name in self._students

    def _fetch(self, remote: Remote, name: str) -> Any:
        """Return the student's value: the same object as long as nothing has changed there."""
        epoch, value, digest = self._fetched.get(name, (-1, None, ""))
        if epoch == remote.epoch or (
            epoch >= 0
            and name not in remote.rebound
            and isinstance(value, _LASTING)
            and not remote.is_waiting
        ):
            return value
        form, fresh, fresh_digest = remote.get(name, digest)
        if form == "missing":
            raise KeyError(name)
        if form == "value":
            value, digest = fresh, fresh_digest
        self._students.add(name)
        remote.lessons.fetch.add(name)
        self._fetched[name] = (remote.epoch, value, digest)
        return value
