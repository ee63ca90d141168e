"""What stands in the judge for the student's functions, classes, objects and iterators.

None of them holds anything of the student's but a number and a few facts. What they give back
came through the codec. They take part in comparisons only as far as the policy of the check says.
"""

import abc
import inspect
import linecache
import types
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from grading.sandbox.codec import CodecError, Decoder
from grading.sandbox.description import SPECIAL

if TYPE_CHECKING:
    from grading.sandbox.remote import Remote

COMPARISONS = frozenset(f"__{name}__" for name in "eq ne lt le gt ge contains bool".split())
# Names with two underscores that an object may be asked for; all others stay in the judge. Array
# protocols above all: an address of memory is nothing to take from a student.
OPEN_NAMES = frozenset(
    f"__{name}__"
    for name in "dict doc name qualname module annotations sklearn_tags sklearn_is_fitted "
    "sklearn_clone members slots".split()
)
_STUDENTS_FILE = "student "
_RESULTS: dict[str, tuple[type, ...]] = {
    "__len__": (int,),
    "__length_hint__": (int,),
    "__bool__": (bool,),
    "__hash__": (int,),
    "__contains__": (bool,),
    "__str__": (str,),
    "__repr__": (str,),
    "__format__": (str,),
    "__bytes__": (bytes,),
    "__index__": (int,),
    "__int__": (int,),
    "__float__": (float,),
    "__complex__": (complex,),
}
_get = object.__getattribute__


class Handle:
    """An object of the student's; every attribute and every operation is asked for."""

    _enact_remote: "Remote"
    _enact_number: int
    _enact_place: str
    _enact_methods: frozenset[str] = frozenset()
    _enact_face: type | None = None

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_enact_"):
            return _get(self, name)
        kind = type(self)
        if name == "__class__":
            return kind._enact_face or kind
        if name in kind._enact_methods:
            return _get(self, name)
        if name.startswith("__") and name.endswith("__") and name not in OPEN_NAMES:
            return _get(self, name)
        return self._enact_remote.read_attribute(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._enact_remote.write_attribute(self, name, value)

    def __delattr__(self, name: str) -> None:
        self._enact_remote.delete_attribute(self, name)

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError("an object of the student's cannot be copied or pickled here")

    def __eq__(self, other: object) -> Any:
        return self._enact_remote.compare_identity(self, other, "__eq__")

    def __ne__(self, other: object) -> Any:
        return self._enact_remote.compare_identity(self, other, "__ne__")

    def __hash__(self) -> int:
        return hash(("enact", self._enact_number))


class MirrorClass(abc.ABCMeta):
    """The class of classes that stand for the student's classes."""

    _enact_remote: "Remote"
    _enact_number: int
    _enact_place: str
    _enact_iterates: bool
    _enact_face: type | None

    def __call__(cls, *positional: Any, **keywords: Any) -> Any:
        """Make an instance, in the student's process."""
        return cls._enact_remote.call(cls._enact_number, cls._enact_place, positional, keywords)

    def __getattr__(cls, name: str) -> Any:
        """Ask for a class attribute."""
        hidden = name.startswith("__") and name.endswith("__") and name not in OPEN_NAMES
        if hidden or name.startswith(("_enact_", "_abc_")):
            raise AttributeError(name)
        return cls._enact_remote.read_attribute(cls, name)

    def __setattr__(cls, name: str, value: Any) -> None:
        """Set a class attribute there; what the mirror itself is made of stays here."""
        if name.startswith(("_enact_", "_abc_", "__")):
            type.__setattr__(cls, name, value)
        else:
            cls._enact_remote.write_attribute(cls, name, value)

    def __iter__(cls) -> Iterator[Any]:
        """Iterate over an enumeration."""
        return iter(cls._enact_remote.read_attribute(cls, "__members__").values())

    def __len__(cls) -> int:
        """Return the number of members of an enumeration."""
        return len(cls._enact_remote.read_attribute(cls, "__members__"))

    def __bool__(cls) -> bool:
        """Return True, as classes do."""
        return True

    def __getitem__(cls, key: Any) -> Any:
        """Return the member of an enumeration with this name."""
        return cls._enact_remote.read_attribute(cls, "__members__")[key]


def make_handle(remote: "Remote", mirror: MirrorClass, number: int, place: str) -> Any:
    """Return a new handle on an object."""
    kind: Any = mirror
    handle: Any = object.__new__(kind)
    for name, value in (("remote", remote), ("number", number), ("place", place)):
        object.__setattr__(handle, f"_enact_{name}", value)
    return handle


def make_mirror(remote: "Remote", number: int, facts: dict[str, Any], place: str) -> MirrorClass:
    """Return a class that stands for one of the student's or of a library's classes.

    Args:
        remote: asked by its instances.
        number: the class's number in the student's process.
        facts: what `describe_class` told; not to be trusted.
        place: where the class was met.
    """
    name = str(facts.get("name"))[:100] or "?"
    face = remote.stand_ins.library_class(str(facts.get("library", "")))
    bases: list[type] = []
    outside: list[type] = [face] if face is not None else []
    for told in _list(facts.get("bases")):
        base = remote.stand_ins.find_class(told)
        if base is not None and isinstance(base, MirrorClass):
            bases.append(base)
            if base._enact_face is not None:
                outside.append(base._enact_face)
        elif base is not None:
            (bases if remote.stand_ins.is_given(base) else outside).append(base)
    namespace = _special_methods(facts) | _own_members(remote, facts)
    namespace["__doc__"] = str(facts.get("doc", "")) or None
    namespace["__module__"] = str(facts.get("module", "__main__"))
    namespace["__qualname__"] = str(facts.get("qualname", name))
    if not facts.get("hashable", True):
        namespace["__hash__"] = None
    namespace["_enact_methods"] = frozenset(_dict(facts.get("members"))) & frozenset(namespace)
    namespace |= {
        "_enact_remote": remote,
        "_enact_number": number,
        "_enact_place": place,
        "_enact_iterates": bool(facts.get("iterator")),
    }
    initial: Any = namespace.get("__init__")
    if hasattr(initial, "__signature__"):
        own = list(initial.__signature__.parameters.values())[1:]
        namespace["__signature__"] = initial.__signature__.replace(parameters=own)
    mirror = _make_class(name, (*bases, Handle), namespace)
    mirror._enact_face = face or _make_face(name, outside)
    return mirror


def _make_class(name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> MirrorClass:
    try:
        mirror = MirrorClass(name, tuple(dict.fromkeys(bases)), namespace)
    except TypeError:
        # Bases that do not go together, such as one with slots or with its own metaclass.
        mirror = MirrorClass(name, (Handle,), namespace)
    type.__setattr__(mirror, "__abstractmethods__", frozenset())
    return mirror


def _make_face(name: str, bases: list[type]) -> type | None:
    """Return a class that `isinstance` finds below the library's classes, if there are any."""
    if not bases:
        return None
    try:
        return types.new_class(name, tuple(dict.fromkeys(bases)))
    except TypeError:
        return bases[0]


def _special_methods(facts: dict[str, Any]) -> dict[str, Any]:
    names = SPECIAL & set(map(str, _list(facts.get("special"))))
    return {name: _special_method(name) for name in names}


def _special_method(name: str) -> Callable[..., Any]:
    if name in COMPARISONS:

        def compare(self: Handle, *others: Any) -> Any:
            return self._enact_remote.compare(self, name, others)

        return compare

    def operate(self: Handle, *others: Any) -> Any:
        result = self._enact_remote.operate(self, name, others)
        expected = _RESULTS.get(name)
        if expected is not None and type(result) not in expected:
            raise TypeError(f"{name} returned {type(result).__name__}, not {expected[0].__name__}")
        return result

    return operate


def _own_members(remote: "Remote", facts: dict[str, Any]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, (form, told) in _dict(facts.get("members")).items():
        if form == "property":
            members[name] = _make_property(name, told)
        elif form in ("function", "staticmethod", "classmethod"):
            members[name] = _make_method(remote, name, form, told)
    return members


def _make_property(name: str, told: dict[str, Any]) -> property:
    def getter(self: Handle) -> Any:
        return self._enact_remote.read_attribute(self, name)

    def setter(self: Handle, value: Any) -> None:
        self._enact_remote.write_attribute(self, name, value)

    return property(getter, setter if told.get("settable") else None, doc=told.get("doc") or None)


def _make_method(remote: "Remote", name: str, form: str, told: dict[str, Any]) -> Any:
    def method(owner: Any, *positional: Any, **keywords: Any) -> Any:
        return owner._enact_remote.call_method(owner, name, positional, keywords)

    if form == "staticmethod":
        # Bound to whatever it is read from, which then is asked; `self` is not passed on.
        return classmethod(dress(method, remote, told))
    dressed = dress(method, remote, told)
    return classmethod(dressed) if form == "classmethod" else dressed


def make_function(remote: "Remote", number: int, told: dict[str, Any], place: str) -> Any:
    """Return a function that calls one of the student's."""

    async def wait(*positional: Any, **keywords: Any) -> Any:
        return remote.call(number, place, positional, keywords, run=True)

    def proxy(*positional: Any, **keywords: Any) -> Any:
        return remote.call(number, place, positional, keywords)

    return dress(wait if told.get("async") else proxy, remote, told)


def dress(function: Any, remote: "Remote", told: dict[str, Any]) -> Any:
    """Give a stand-in the name, documentation, signature and source of what it stands for."""
    name = str(told.get("name", ""))[:200] or "?"
    file, line = _source_place(remote, told)
    code = function.__code__.replace(co_name=name, co_filename=file, co_firstlineno=line)
    dressed = types.FunctionType(
        code, function.__globals__, name, function.__defaults__, function.__closure__
    )
    dressed.__qualname__ = str(told.get("qualname", name))
    dressed.__doc__ = str(told.get("doc", "")) or None
    dressed.__module__ = str(told.get("module", "__main__"))
    signature = _read_signature(told.get("signature"))
    if signature is not None:
        dressed.__signature__ = signature  # type: ignore[attr-defined]
        dressed.__annotations__ = _annotations(signature)
    return dressed


def forget_sources() -> None:
    """Forget the text of every student's cell: another student's may have the same name."""
    for name in [name for name in linecache.cache if name.startswith(_STUDENTS_FILE)]:
        del linecache.cache[name]


def _source_place(remote: "Remote", told: dict[str, Any]) -> tuple[str, int]:
    """Return a file name and line under which `inspect` finds the student's own text."""
    file, line = told.get("file"), told.get("line")
    if type(file) is not str or not file.startswith("<ipython-input-") or type(line) is not int:
        return "<student>", 1
    # `linecache` asks no one for names in angle brackets.
    name = f"{_STUDENTS_FILE}{file[1:-1]}"
    if name not in linecache.cache:
        linecache.cache[name] = (lambda: remote.source(file),)
    return name, max(1, min(line, 10**6))


def _read_signature(told: Any) -> inspect.Signature | None:
    if type(told) is not list or len(told) != 2:
        return None
    try:
        parameters = [
            inspect.Parameter(
                str(name),
                inspect._ParameterKind(kind),
                default=_read_plain(default) if has_default else inspect.Parameter.empty,
                annotation=_read_plain(annotation[0]) if annotation else inspect.Parameter.empty,
            )
            for name, kind, has_default, default, annotation in told[0]
        ]
        result = _read_plain(told[1][0]) if told[1] else inspect.Signature.empty
        return inspect.Signature(parameters, return_annotation=result)
    except (TypeError, ValueError, IndexError, CodecError):
        return None


class Written:
    """A default or an annotation that is no data; it shows the text that the student wrote."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def _read_plain(told: Any) -> Any:
    form, content = told
    return Decoder().decode(content) if form == "data" else Written(str(content))


def _annotations(signature: inspect.Signature) -> dict[str, Any]:
    found = {
        name: parameter.annotation
        for name, parameter in signature.parameters.items()
        if parameter.annotation is not parameter.empty
    }
    if signature.return_annotation is not signature.empty:
        found["return"] = signature.return_annotation
    return found


def make_iterator(remote: "Remote", number: int, place: str, is_generator: bool) -> Iterator[Any]:
    """Return an iterator that takes its elements one by one from one of the student's."""
    return _generate(remote, number, place) if is_generator else Elements(remote, number, place)


def _generate(remote: "Remote", number: int, place: str) -> Any:
    sent = None
    while True:
        stopped, value = remote.next(number, place, sent)
        if stopped:
            return value
        sent = yield value


class Elements:
    """An iterator over what one of the student's iterators gives."""

    def __init__(self, remote: "Remote", number: int, place: str) -> None:
        self._step: Callable[[], tuple[bool, Any]] = lambda: remote.next(number, place, None)

    def __iter__(self) -> "Elements":
        return self

    def __next__(self) -> Any:
        stopped, value = self._step()
        if stopped:
            raise StopIteration
        return value


def _list(value: Any) -> list[Any]:
    return value if type(value) is list else []


def _dict(value: Any) -> dict[str, Any]:
    return value if type(value) is dict else {}
