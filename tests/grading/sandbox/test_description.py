"""What is told of a function is what `inspect` says of it."""

import functools
import inspect

import pytest

from grading.sandbox import description
from grading.sandbox.codec import Encoder


def plain(a, b):
    local = a
    return local, b


def annotated(a: int) -> str:
    return str(a)


@functools.wraps(annotated)
def wrapped(*args):
    return annotated(*args)


def with_signature(a):
    return a


with_signature.__signature__ = inspect.signature(annotated)

FUNCTIONS = {
    "names": plain,
    "nothing": lambda: None,
    "default": lambda a, b=2: (a, b),
    "annotated": annotated,
    "positional": lambda a, /, b: (a, b),
    "keywords": lambda a, *, b=1: (a, b),
    "any": lambda *a, **b: (a, b),
    "wrapped": wrapped,
    "own signature": with_signature,
    "partial": functools.partial(plain, 1),
    "built in": len,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_signature_is_told_as_inspect_reads_it(name, monkeypatch):
    told = description.describe_function(Encoder(), FUNCTIONS[name])
    monkeypatch.setattr(description, "_has_names_alone", lambda function: False)

    assert description.describe_function(Encoder(), FUNCTIONS[name]) == told
