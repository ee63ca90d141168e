"""Arrays, tables and sparse matrices cross unchanged; bytes that lie about them are refused."""

import json

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from hypothesis.extra import pandas as hpd

from grading.sandbox.codec import CodecError, Decoder, Encoder, NotData, decode, encode


def cross(value):
    tree, heap = encode(value)
    return decode(json.loads(json.dumps(tree, allow_nan=False)), heap)


DTYPES = (
    hnp.boolean_dtypes()
    | hnp.integer_dtypes()
    | hnp.floating_dtypes()
    | hnp.complex_number_dtypes()
    | hnp.unicode_string_dtypes()
    | hnp.byte_string_dtypes()
    | hnp.datetime64_dtypes()
    | hnp.timedelta64_dtypes()
    | st.sampled_from(
        [
            np.dtype([("a", "i4"), ("b", "U3", (2,))]),
            np.dtype({"names": ["a"], "formats": ["f8"], "offsets": [8], "itemsize": 24}),
        ]
    )
)


@given(hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, min_side=0, max_dims=3)))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_array_keeps_dtype_shape_and_bytes(array):
    result = cross(array)
    assert (type(result), result.dtype, result.shape) == (np.ndarray, array.dtype, array.shape)
    assert result.tobytes() == array.tobytes()


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6).reshape(2, 3).T,
        np.arange(10)[::3],
        np.array([1, "a", None, [2]], dtype=object),
        np.array([[1, 2]], dtype=object),
        np.broadcast_to(np.array(3), (2, 2)),
        np.asmatrix([[1, 2]]),
    ],
    ids=str,
)
def test_special_arrays_come_out_equal(array):
    result = cross(array)
    assert type(result) is type(array)
    np.testing.assert_array_equal(result, array)


def test_a_decoded_array_can_be_written():
    result = cross(np.broadcast_to(np.array(3), (2, 2)))
    result[0, 0] = 1
    assert result.sum() == 10


def test_a_masked_array_is_reported_as_unusual():
    tree, heap = encode(np.ma.array([1, 2], mask=[True, False]))
    decoder = Decoder(heap)
    decoder.decode(tree)
    assert decoder.unusual == {"numpy.ma.MaskedArray"}


SCALARS = [
    np.float32(1.5),
    np.float64(2.5),
    np.int8(3),
    np.int64(4),
    np.bool_(True),
    np.str_("é"),
    np.bytes_(b"a"),
    np.complex64(1j),
    np.datetime64("2020-01-01"),
    np.timedelta64(3, "D"),
    np.longdouble(1.5),
    np.float64("nan"),
    np.dtype("f4"),
    np.dtype([("a", "i4")]),
    np.float32,
    np.ndarray,
]


@pytest.mark.parametrize("value", SCALARS, ids=repr)
def test_scalars_keep_their_type(value):
    result = cross(value)
    assert (type(result), repr(result)) == (type(value), repr(value))


@pytest.mark.parametrize("kind", [np.random.PCG64, np.random.MT19937, np.random.Philox])
def test_a_generator_goes_on_where_it_was(kind):
    source = np.random.Generator(kind(3))
    source.random(5)
    assert cross(source).random() == source.random()


def test_a_random_state_goes_on_where_it_was():
    source = np.random.RandomState(3)
    source.normal()
    assert cross(source).normal() == source.normal()


def test_a_generator_that_was_used_elsewhere_is_advanced_here():
    ours = np.random.default_rng(1)
    encoder = Encoder()
    tree = encoder.write(ours)
    theirs = decode(tree, encoder.heap())
    expected = theirs.random(3)[-1:], theirs.random()
    again = Encoder()
    Decoder(again.heap(), into=encoder.originals)
    theirs_again = decode(tree, encoder.heap())
    theirs_again.random(3)
    back = Encoder(numbers={id(theirs_again): 0})
    node = back.write(theirs_again)
    Decoder(back.heap(), into=encoder.originals).decode(node)
    assert ours.random() == expected[1]


TABLE = pd.DataFrame(
    {
        "int": [1, 2],
        "text": ["x", None],
        "category": pd.Categorical(["u", "v"]),
        "time": pd.date_range("2020", periods=2, tz="Europe/Paris"),
        "integer": pd.array([1, None], dtype="Int64"),
        "boolean": pd.array([True, None], dtype="boolean"),
        "object": pd.Series([1, "a"], dtype=object),
        "words": pd.Series(["k", "a"], dtype=object),
        "string": pd.array(["a", None], dtype="string"),
    }
)
TABLES = [
    TABLE,
    TABLE.set_index("int"),
    TABLE.set_index(["int", "text"]),
    TABLE.groupby("text")[["int"]].sum(),
    TABLE.describe(),
    TABLE.isna(),
    TABLE.T,
    TABLE[["int", "int"]],
    pd.DataFrame(),
    pd.DataFrame(index=[1, 2]),
    pd.DataFrame(np.eye(12)),
    pd.DataFrame({("a", "x"): [1], ("a", "y"): [2]}),
    pd.crosstab(TABLE["text"].fillna("z"), TABLE["int"]),
]


@pytest.mark.parametrize("table", TABLES, ids=range(len(TABLES)))
def test_frames_come_out_equal(table):
    pd.testing.assert_frame_equal(cross(table), table, check_freq=True)


SERIES = [
    *(TABLE[name] for name in TABLE),
    TABLE.dtypes,
    TABLE["text"].value_counts(),
    pd.Series(dtype=float),
    pd.Series([1.5, None], name="n", index=["a", "b"]),
    pd.cut(pd.Series([1, 2, 3]), 2),
    pd.Series(pd.period_range("2020", periods=3, freq="M")),
    pd.Series([pd.Timedelta(1, "s")]),
]


@pytest.mark.parametrize("series", SERIES, ids=range(len(SERIES)))
def test_series_come_out_equal(series):
    pd.testing.assert_series_equal(cross(series), series)


INDEXES = [
    pd.RangeIndex(3),
    pd.Index(["a", "b"], name="n"),
    pd.date_range("2020", "2021", freq="ME"),
    pd.period_range("2020", periods=3, freq="M"),
    pd.interval_range(0, 3),
    pd.timedelta_range("1D", periods=3),
    pd.Index([1, "a"]),
    pd.CategoricalIndex(["a", "b"]),
    pd.MultiIndex.from_product([[1, 2], ["a", "b"]], names=["x", None]),
]


@pytest.mark.parametrize("index", INDEXES, ids=range(len(INDEXES)))
def test_indexes_come_out_equal(index):
    result = cross(index)
    pd.testing.assert_index_equal(result, index)
    assert getattr(result, "freq", None) == getattr(index, "freq", None)


PANDAS_SCALARS = [
    pd.Timestamp("2020", tz="Europe/Paris"),
    pd.Timestamp("2020-01-01"),
    pd.NaT,
    pd.NA,
    pd.Timedelta(3, "h"),
    pd.Period("2020-01", "M"),
    pd.Interval(0, 1),
    pd.Int64Dtype(),
    pd.CategoricalDtype(["a"]),
    pd.StringDtype(na_value=np.nan),
    pd.DataFrame,
]


@pytest.mark.parametrize("value", PANDAS_SCALARS, ids=repr)
def test_pandas_scalars_come_out_equal(value):
    result = cross(value)
    assert (type(result), repr(result)) == (type(value), repr(value))


@given(
    hpd.data_frames(
        [
            hpd.column("a", dtype=float),
            hpd.column("b", elements=st.text(max_size=3), dtype=object),
            hpd.column("c", dtype="datetime64[ns]"),
        ],
        index=hpd.indexes(dtype=int, max_size=5),
    )
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_frame_comes_out_equal(table):
    pd.testing.assert_frame_equal(cross(table), table)


@pytest.mark.parametrize("form", ["csr", "csc", "coo", "bsr", "dia", "lil", "dok"])
@pytest.mark.parametrize("kind", ["matrix", "array"])
def test_sparse_matrices_come_out_equal(form, kind):
    source = getattr(sp, f"{form}_{kind}")(np.diag([1.0, 0, 3]))
    result = cross(source)
    assert type(result) is type(source)
    assert (result.toarray() == source.toarray()).all()


def noted(table):
    table.attrs["source"] = ["survey", {"year": 2024}]
    return table


@pytest.mark.parametrize("form", ["as it is", "with attributes"])
@pytest.mark.parametrize("table", [*TABLES, *SERIES], ids=range(len(TABLES) + len(SERIES)))
def test_what_nobody_has_touched_is_written_as_it_came(table, form):
    encoder = Encoder()
    tree = encoder.write([table.copy() if form == "as it is" else noted(table.copy())])
    decoder = Decoder(encoder.heap())
    value = decoder.decode(tree)
    numbers = {id(part): number for number, part in decoder.objects.items()}
    again = Encoder(numbers=numbers)

    assert tree == again.write(value)
    assert encoder.heap() == again.heap()


def test_a_frame_is_updated_in_place():
    ours = pd.DataFrame({"a": [1, 2]})
    encoder = Encoder()
    tree = encoder.write(ours)
    theirs = decode(tree, encoder.heap())
    theirs["b"] = [3, 4]
    back = Encoder(numbers={id(theirs): 0})
    node = back.write(theirs)
    Decoder(back.heap(), into=encoder.originals).decode(node)
    assert list(ours.columns) == ["a", "b"]


class Liar(np.ndarray):
    def __eq__(self, other):
        return True


class LyingFrame(pd.DataFrame):
    pass


@pytest.mark.parametrize(
    "value", [np.zeros(2).view(Liar), LyingFrame({"a": [1]}), np.sin, np.zeros(2).view(np.recarray)]
)
def test_subclasses_of_library_types_are_no_data(value):
    with pytest.raises(NotData):
        encode(value)


BYTES = b"\x02" * 64
HOSTILE = [
    ["numpy.a", 0, "|b1", [2], "C", [0, 2]],
    ["numpy.a", 0, "|O8", [8], "C", [0, 64]],
    ["numpy.a", 0, "<U1", [1], "C", [0, 4]],
    ["numpy.a", 0, "<i8", [9], "C", [0, 64]],
    ["numpy.a", 0, "<i8", [-1, -8], "C", [0, 64]],
    ["numpy.a", 0, "<i8", [2**40, 2**40], "C", [0, 64]],
    ["numpy.a", 0, "<i8", [8], "K", [0, 64]],
    ["numpy.a", 0, {"fields": [["a", "|O8", 0]], "size": 8}, [8], "C", [0, 64]],
    ["numpy.a", 0, {"fields": [["a", "<i8", 60]], "size": 8}, [8], "C", [0, 64]],
    ["numpy.a", 0, "i8,O", [1], "C", [0, 16]],
    ["numpy.o", 0, [3], [1]],
    ["numpy.g", 0, "PCG64", ["d", 1, []]],
    ["numpy.r", 0, ["d", 1, ["bit_generator", "MT19937"]], 0, 0.0],
    [
        "scipy.sp",
        0,
        "csr_matrix",
        [2, 2],
        *[["<f8", [1], "C", [0, 8]]],
        *[["<i8", [1], "C", [0, 8]]] * 2,
    ],
    ["pandas.df", 0, ["l", 1, []], ["l", 2, []], ["columns", []], ["d", 3, []]],
    ["pandas.c", ["|i1", [1], "C", [0, 1]], ["l", 0, ["a"]], False],
    ["pandas.d", "object; import os"],
    ["pandas.d", "interval"],
    ["pandas.one", "None"],
    ["pandas.pe", 3, "__class__"],
]


@pytest.mark.parametrize("node", HOSTILE, ids=lambda node: node[0])
def test_bytes_that_lie_about_an_array_are_refused(node):
    with pytest.raises(CodecError):
        decode(node, BYTES)
