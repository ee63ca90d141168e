"""Exceptions as data: told by the student's process, raised again as pristine ones in the judge."""

import builtins
import sys
from collections.abc import Callable
from typing import Any

from grading.sandbox.codec import CodecError, Decoder, Encoder

MAX_TEXT = 20_000
# Raised by a function, these would end a loop or skip a test in silence.
_CONTROL = (StopIteration, StopAsyncIteration, GeneratorExit)
# Packages whose exceptions are told apart; never those of test frameworks (a skip is no pass).
LIBRARIES = frozenset(
    {
        *("numpy", "scipy", "pandas", "sklearn", "torch", "matplotlib", "seaborn", "statsmodels"),
        *("networkx", "sympy", "polars", "pyarrow", "PIL", "requests", "nltk", "spacy", "xarray"),
        *("json", "csv", "decimal", "re", "sqlite3", "struct", "zipfile", "queue", "copy"),
        *("binascii", "zlib", "urllib", "http", "socket", "ssl", "subprocess", "threading"),
        *("asyncio", "concurrent", "dataclasses", "enum", "fractions", "statistics", "string"),
        *("collections", "configparser", "tarfile", "shutil", "pickle", "uuid", "zoneinfo"),
        *("graphlib", "inspect", "tokenize", "locale", "email", "html", "xml", "tomllib"),
    }
)


class StudentError(Exception):
    """An exception of the student's code whose class is not known to the judge."""


class Refusal(BaseException):
    """The judge will not go on with this check: what came back is no honest answer.

    Not an `Exception`, so that no test takes it for one that it expects.

    Attributes:
        kind: short stable name of the reason, for the flag; "" when honest work may cause it.
    """

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class StudentGone(Refusal):
    """The student's process ended or stopped answering while a check needed it."""

    def __init__(self) -> None:
        super().__init__("", "the student's process has gone")


def tell(error: BaseException, encoder: Encoder, describe_class: Callable[[type], Any]) -> Any:
    """Return an exception as JSON.

    Args:
        error: what was raised.
        encoder: for its arguments, as far as they are data.
        describe_class: describes a class that the student defined.
    """
    kind = type(error)
    told: dict[str, Any] = {"names": [_full_name(base) for base in kind.__mro__]}
    if kind.__module__ == "__main__":
        told["class"] = describe_class(kind)
    try:
        told["text"] = str(error)[:MAX_TEXT]
    except Exception:
        told["text"] = ""
    for key, value in (("args", tuple(error.args)), ("state", dict(vars(error)))):
        try:
            told[key] = encoder.write(value)
        except CodecError:
            told[key] = None
    return told


def _full_name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def restore(told: Any, decoder: Decoder, find_class: Callable[[Any], type | None]) -> BaseException:
    """Return a fresh exception for one that was told; its class is always one of the judge's.

    Args:
        told: what `tell` returned, from the student's process: not to be trusted.
        decoder: for the arguments.
        find_class: the judge's class for a description of a student's or a given class.

    Raises:
        CodecError: it is no exception.
    """
    names = decoder.check(told.get("names"), list)
    if "class" in told:
        kind = find_class(told["class"])
    else:
        kind = known_class(decoder.check(names[0], str)) if names else None
    values = decoder.decode(told.get("args"))
    values = values if type(values) is tuple else (decoder.check(told.get("text"), str),)
    if kind is None or not issubclass(kind, BaseException):
        name = str(names[0]).rpartition(":")[2][:100] if names else "?"
        return StudentError(f"{name}: {decoder.check(told.get('text'), str)}")
    if issubclass(kind, _CONTROL):
        return RuntimeError(f"the function raised {kind.__name__}")
    error = _make(kind, values)
    state = decoder.decode(told.get("state"))
    if type(state) is dict:
        for key, value in state.items():
            if type(key) is str and not key.startswith("__"):
                vars(error)[key] = value
    return error


def _make(kind: type[BaseException], values: tuple[Any, ...]) -> BaseException:
    if kind.__module__ == "builtins":
        try:
            return kind(*values)
        except TypeError:
            return kind()
    error = kind.__new__(kind, *values)
    error.args = values
    return error


def known_class(full_name: str) -> type[BaseException] | None:
    """Return the exception class of Python or a known library that has this name."""
    module, _, name = full_name.partition(":")
    if module == "builtins":
        found = vars(builtins).get(name)
    elif module.partition(".")[0] in LIBRARIES and module in sys.modules:
        found = vars(sys.modules[module]).get(name)
    else:
        return None
    return found if isinstance(found, type) and issubclass(found, BaseException) else None
