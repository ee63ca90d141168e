"""What crosses between the two processes comes out equal, of the exact type, or not at all."""

import collections
import datetime as dt
import decimal
import fractions
import json
import math
import pathlib
import re
import types
import uuid
import zoneinfo
from array import array

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.sandbox.codec import Bounds, CodecError, Decoder, Encoder, NotData, decode, encode


def cross(value, **options):
    """Return a value after a journey through JSON and bytes."""
    tree, heap = encode(value)
    return decode(json.loads(json.dumps(tree, allow_nan=False)), heap, **options)


def same(left, right):
    """Return whether two values are equal and of the same types all the way down."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        return left == right or (math.isnan(left) and math.isnan(right))
    if isinstance(left, complex):
        return same(left.real, right.real) and same(left.imag, right.imag)
    if isinstance(left, dict):
        return len(left) == len(right) and all(
            same(a, b) and same(left[a], right[b]) for a, b in zip(left, right, strict=True)
        )
    if isinstance(left, list | tuple | collections.deque):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right


hashable = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
    | st.binary() | st.dates() | st.decimals(allow_nan=False) | st.fractions(),
    lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
values = st.recursive(
    hashable | st.floats() | st.complex_numbers() | st.datetimes() | st.timedeltas() | st.times()
    | st.uuids() | st.binary().map(bytearray),
    lambda inner: st.lists(inner) | st.dictionaries(hashable, inner) | st.sets(hashable)
    | st.tuples(inner, inner) | st.lists(inner).map(collections.deque),
    max_leaves=20,
)  # fmt: skip


@given(values)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_value_comes_out_equal_and_of_the_same_type(value):
    assert same(value, cross(value))


@given(st.lists(st.integers()) | st.lists(st.floats()) | st.lists(st.booleans()))
@settings(max_examples=200, deadline=None)
def test_long_lists_of_numbers_come_out_equal(numbers):
    assert same(numbers * 20, cross(numbers * 20))


EXAMPLES = [
    2**80,
    -(2**4000),
    range(3, 10, 2),
    slice(1, None, 2),
    ...,
    NotImplemented,
    collections.OrderedDict(b=1, a=2),
    collections.defaultdict(list, a=[1]),
    collections.Counter("abca"),
    collections.deque([1, 2], maxlen=3),
    types.SimpleNamespace(a=1),
    array("h", [1, 2]),
    dt.datetime(2024, 2, 29, 12, tzinfo=zoneinfo.ZoneInfo("Europe/Paris"), fold=1),
    dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC),
    dt.time(1, 2, tzinfo=dt.timezone(dt.timedelta(hours=2), "là")),
    decimal.Decimal("NaN"),
    pathlib.PurePosixPath("a/b"),
    pathlib.Path("données.csv"),
    re.compile("a+", re.IGNORECASE),
    int,
    collections.Counter,
    "\ud800",
    {1: "a", "1": "b", (1, 2): "c", None: "d"},
]


@pytest.mark.parametrize("value", EXAMPLES, ids=repr)
def test_types_of_the_standard_library_come_out_equal(value):
    result = cross([value])[0]
    assert type(result) is type(value)
    assert repr(result) == repr(value)


@pytest.mark.parametrize("view", ["keys", "values", "items"])
def test_views_of_dictionaries_come_out_as_views(view):
    source = getattr({"a": 1, "b": 2}, view)()
    assert (type(cross(source)), list(cross(source))) == (type(source), list(source))


def test_shared_references_stay_shared():
    row = [0]
    first, second = cross([row, row])
    assert first is second


def test_a_cycle_stays_a_cycle():
    loop: list = [1]
    loop.append(loop)
    result = cross(loop)
    assert result[1] is result


def test_the_nan_object_of_numpy_stays_that_object():
    import numpy as np

    assert cross([1, np.nan]) == [1, np.nan]


class Text(str):
    pass


@pytest.mark.parametrize("value", [Text("a"), object(), len, lambda: 1, json, Exception()])
def test_subclasses_and_objects_are_no_data(value):
    with pytest.raises(NotData):
        encode([value])


def test_depth_is_bounded_when_writing():
    nested: list = []
    for _ in range(300):
        nested = [nested]
    with pytest.raises(CodecError, match="200 levels"):
        encode(nested)


def test_depth_is_bounded_when_reading():
    node: list = ["t", []]
    for _ in range(300):
        node = ["t", [node]]
    with pytest.raises(CodecError, match="200 levels"):
        decode(node)


def test_size_is_bounded_when_writing():
    with pytest.raises(CodecError, match="more than 1024 bytes"):
        encode(bytes(1025), Bounds(max_bytes=1024))


def test_elements_are_bounded_when_reading():
    with pytest.raises(CodecError, match="more than 10 elements"):
        decode(["l", 0, [1] * 11], b"", Bounds(max_items=10))


@pytest.mark.parametrize(
    "node",
    [
        {},
        [],
        [1],
        [[]],
        ["no-such-tag"],
        ["l"],
        ["l", 0, "text"],
        ["l", "0", []],
        ["l", -1, []],
        ["l", True, []],
        ["d", 0, [1]],
        ["d", 0, [["l", 1, []], 1]],
        ["r", 3],
        ["y", [0, 5]],
        ["y", [-1, 0]],
        ["fr", 1, 0],
        ["fr", 2, 4],
        ["cl", "object"],
        ["cl", "numpy.os"],
        ["cl", ["type"]],
        ["dd", 0, 3, []],
        ["da", 2023, 2, 30],
        ["zi", "../../etc/passwd"],
        ["de", "1" * 200_000],
        ["i", "zz"],
        ["re", "(", 0],
        ["ar", 0, "u", [0, 0]],
        ["l", 0, [["l", 0, []]]],
    ],
    ids=repr,
)
def test_malformed_nodes_are_refused(node):
    with pytest.raises(CodecError):
        decode(node)


def _nodes(depth=3):
    leaf = (
        st.none() | st.booleans() | st.integers(-3, 2**70) | st.text(max_size=4)
        | st.sampled_from(sorted(TAGS)) | st.floats(allow_nan=False)
    )  # fmt: skip
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    )


def _tags():
    from grading.sandbox.codec import numpy_types, pandas_types, scipy_types  # noqa: F401
    from grading.sandbox.codec.core import READERS

    return set(READERS)


TAGS = _tags()


@given(_nodes(), st.binary(max_size=64))
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.filterwarnings("ignore")
def test_arbitrary_trees_decode_or_are_refused(node, heap):
    try:
        decode(node, heap, Bounds(max_bytes=2**16, max_items=1000))
    except CodecError:
        pass


def test_an_update_reaches_the_object_that_was_sent():
    original = [3, 1, 2]
    encoder = Encoder()
    encoder.encode(original)
    changed = ["l", 0, [1, 2, 3]]
    Decoder(into=encoder.originals).decode(changed)
    assert original == [1, 2, 3]


def test_an_update_cannot_change_a_type():
    encoder = Encoder()
    encoder.encode({"a": 1})
    with pytest.raises(CodecError, match="cannot become a list"):
        Decoder(into=encoder.originals).decode(["l", 0, []])


def test_an_object_that_comes_back_is_the_same_object():
    argument = [1]
    encoder = Encoder()
    encoder.encode([argument])
    assert Decoder(into=encoder.originals).decode(["r", 1]) is argument


def test_class_of_a_given_uuid_survives():
    value = uuid.UUID(int=5)
    assert cross(value) == value


def test_a_fraction_keeps_its_parts():
    assert cross(fractions.Fraction(-3, 7)) == fractions.Fraction(-3, 7)
