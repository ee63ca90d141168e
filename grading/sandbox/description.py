"""What the student's process tells about functions, classes and objects: cheap facts, as JSON."""

import collections.abc
import functools
import inspect
import sys
import types
from collections.abc import Callable
from typing import Any

from grading.sandbox.codec import CodecError, Encoder

MAX_TEXT = 20_000
MAX_MEMBERS = 500
FUNCTIONS = (
    types.FunctionType,
    types.MethodType,
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.MethodWrapperType,
    functools.partial,
    type(functools.lru_cache(lambda: None)),
)
# Special methods that an object may offer to the judge; each is served by name alone.
SPECIAL = frozenset(
    f"__{name}__"
    for name in (
        "len length_hint getitem setitem delitem contains iter next reversed call bool hash "
        "eq ne lt le gt ge add sub mul matmul truediv floordiv mod divmod pow and or xor "
        "lshift rshift radd rsub rmul rmatmul rtruediv rfloordiv rmod rdivmod rpow rand ror "
        "rxor rlshift rrshift iadd isub imul imatmul itruediv ifloordiv imod ipow iand ior "
        "ixor neg pos abs invert int float complex index round floor ceil trunc "
        "str repr format bytes enter exit missing"
    ).split()
)


def library_name(value: Any) -> str:
    """Return `module:qualname` of a function or class that an importable module holds, or ""."""
    module = getattr(value, "__module__", None)
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if type(module) is not str or type(name) is not str or module == "__main__":
        return ""
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return f"{module}:{name}" if found is value else ""


def find_library(full_name: str) -> Any:
    """Return what a `module:qualname` names in a module that is loaded.

    Raises:
        LookupError: there is no such module or name.
    """
    module, _, path = full_name.partition(":")
    found: Any = sys.modules[module]
    for part in path.split("."):
        found = vars(found)[part]
    return found


def is_function(value: Any) -> bool:
    """Say whether an object is called and nothing else is asked of it."""
    return isinstance(value, FUNCTIONS) or type(value).__name__ in (
        "ufunc",
        "_ArrayFunctionDispatcher",
    )


def is_iterator(value: Any) -> bool:
    """Say whether an object is an iterator of Python's own."""
    kind = type(value)
    if not isinstance(value, collections.abc.Iterator) or kind.__module__ not in _ITERATOR_HOMES:
        return False
    return not hasattr(value, "read")


_ITERATOR_HOMES = ("builtins", "itertools", "collections", "csv", "_csv", "re", "_sre")


def describe_function(encoder: Encoder, value: Any) -> dict[str, Any]:
    """Return name, documentation, signature and place of the source of a function."""
    code = getattr(inspect.unwrap(value) if callable(value) else value, "__code__", None)
    return {
        "name": _text(getattr(value, "__name__", "")) or type(value).__name__,
        "qualname": _text(getattr(value, "__qualname__", "")),
        "doc": _text(getattr(value, "__doc__", None))
        if not isinstance(value, functools.partial)
        else "",
        "module": _text(getattr(value, "__module__", "")),
        "async": inspect.iscoroutinefunction(value),
        "generator": inspect.isgeneratorfunction(value),
        "file": code.co_filename if code is not None else "",
        "line": code.co_firstlineno if code is not None else 0,
        "arguments": list(code.co_varnames[: code.co_argcount]) if code is not None else [],
        "signature": _signature(encoder, value),
    }


def _text(value: Any) -> str:
    return value[:MAX_TEXT] if type(value) is str else ""


def _signature(encoder: Encoder, value: Any) -> Any:
    if type(value) is types.FunctionType and _has_names_alone(value):
        code, plain = value.__code__, int(inspect.Parameter.POSITIONAL_OR_KEYWORD)
        names = code.co_varnames[: code.co_argcount]
        return [[[name, plain, False, None, None] for name in names], None]
    try:
        signature = inspect.signature(value)
    except (TypeError, ValueError):
        return None
    parameters = [
        [
            parameter.name,
            int(parameter.kind),
            parameter.default is not parameter.empty,
            _plain(encoder, parameter.default),
            _annotation(encoder, parameter.annotation),
        ]
        for parameter in signature.parameters.values()
    ]
    return [parameters, _annotation(encoder, signature.return_annotation)]


def _has_names_alone(value: types.FunctionType) -> bool:
    """Say whether the signature is a list of names, as of most functions of students."""
    code = value.__code__
    return not (
        vars(value)
        or value.__defaults__
        or value.__kwdefaults__
        or value.__annotations__
        or code.co_kwonlyargcount
        or code.co_posonlyargcount
        or code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS)
    )


def _annotation(encoder: Encoder, value: Any) -> Any:
    return None if value is inspect.Parameter.empty else [_plain(encoder, value)]


def _plain(encoder: Encoder, value: Any) -> Any:
    """Return a value as a node if it is data, else its text."""
    if value is inspect.Parameter.empty:
        return None
    try:
        return ["data", Encoder(encoder.bounds).write(value)] if _is_small(value) else ["text", "…"]
    except CodecError:
        return ["text", repr(value)[:200]]


def _is_small(value: Any) -> bool:
    """Say whether a default needs no bytes beside the JSON."""
    kinds = (type(None), bool, int, float, str, type)
    if isinstance(value, list | tuple | set) and len(value) < 16:
        return all(map(_is_small, value))
    if type(value) is dict and len(value) < 16:
        return all(map(_is_small, value)) and all(map(_is_small, value.values()))
    return isinstance(value, kinds) or type(value).__module__ in ("types", "typing")


def describe_class(
    encoder: Encoder, kind: type, describe_base: Callable[[type], Any]
) -> dict[str, Any]:
    """Return what the judge needs to stand in for a class.

    Args:
        encoder: for default values.
        kind: the class.
        describe_base: describes a base class that is not one of a library.
    """
    library = library_name(kind)
    told: dict[str, Any] = {
        "name": _text(kind.__name__),
        "qualname": _text(kind.__qualname__),
        "doc": _text(kind.__doc__),
        "module": _text(kind.__module__),
        "library": library,
        "exception": issubclass(kind, BaseException),
        "hashable": kind.__hash__ is not None,
        "iterator": issubclass(kind, collections.abc.Iterator),
        "special": sorted(name for name in SPECIAL if _defines(kind, name)),
        "members": {},
        "bases": [],
    }
    if not library:
        told["bases"] = [describe_base(base) for base in kind.__bases__ if base is not object]
        told["members"] = _members(encoder, kind)
    return told


def _defines(kind: type, name: str) -> bool:
    found = getattr(kind, name, None)
    return found is not None and found is not getattr(object, name, None)


def _members(encoder: Encoder, kind: type) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for base in reversed(kind.__mro__[:-1]):
        for name, value in list(vars(base).items())[:MAX_MEMBERS]:
            if type(name) is str and not (name.startswith("__") and name.endswith("__")):
                members[name] = _member(encoder, value)
    initial = kind.__init__  # type: ignore[misc]
    if isinstance(initial, types.FunctionType):
        members["__init__"] = ["function", describe_function(encoder, initial)]
    return members


def _member(encoder: Encoder, value: Any) -> Any:
    if isinstance(value, types.FunctionType):
        return ["function", describe_function(encoder, value)]
    if isinstance(value, staticmethod | classmethod):
        return [type(value).__name__, describe_function(encoder, value.__func__)]
    if isinstance(value, property | functools.cached_property):
        settable = getattr(value, "fset", None) is not None
        return ["property", {"doc": _text(value.__doc__), "settable": settable}]
    return ["data", {}]
