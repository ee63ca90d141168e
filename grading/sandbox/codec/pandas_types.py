"""pandas: extension arrays and scalars."""

import re
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from grading.sandbox.codec import standard
from grading.sandbox.codec.core import (
    CodecError,
    Decoder,
    Encoder,
    Node,
    NotData,
    reads,
    writes,
)
from grading.sandbox.codec.numpy_types import array_node, read_array

_DTYPE = re.compile(
    r"(category|boolean|u?int(8|16|32|64)|float(32|64)|object|bool"
    r"|U?Int(8|16|32|64)|Float(32|64)"
    r"|datetime64\[(s|ms|us|ns), [\w/+:-]{1,40}\]|period\[[\w-]{1,20}\])"
)
_FREQUENCY = re.compile(r"[A-Za-z0-9-]{1,20}")
_UNIT = re.compile(r"s|ms|us|ns")
_CLOSED = ("left", "right", "both", "neither")

standard.CLASSES.update(
    {
        f"pandas.{kind.__name__}": kind
        for kind in (
            *(pd.DataFrame, pd.Series, pd.Index, pd.RangeIndex, pd.MultiIndex),
            *(pd.DatetimeIndex, pd.TimedeltaIndex, pd.PeriodIndex, pd.CategoricalIndex),
            *(pd.Timestamp, pd.Timedelta, pd.Interval, pd.Period, pd.Categorical),
        )
    }
)


def values_node(encoder: Encoder, values: Any) -> Node:
    """Return the node of a column's or an index's values (a NumPy or an extension array)."""
    if type(values) is pd.arrays.NumpyExtensionArray:  # String arrays are a subclass.
        values = values.to_numpy()
    if isinstance(values, np.ndarray):
        if values.dtype.kind == "O":
            return ["pandas.o", encoder.items(values.flat, values.size)]
        return ["pandas.v", array_node(encoder, values)]
    return encoder.encode(values)


def read_values(decoder: Decoder, node: Node) -> Any:
    """Return a one-dimensional NumPy array or an extension array."""
    values = decoder.read(node)
    if not isinstance(values, ExtensionArray | np.ndarray) or values.ndim != 1:
        raise CodecError("malformed value: a column is expected")
    return values


@reads("pandas.v")
def _read_plain(decoder: Decoder, node: list[Any]) -> Any:
    _, parts = node
    return read_array(decoder, parts)


@reads("pandas.o")
def _read_objects(decoder: Decoder, node: list[Any]) -> Any:
    _, nodes = node
    elements = decoder.items(nodes)
    fresh = np.empty(len(elements), object)
    for index, element in enumerate(elements):
        fresh[index] = element
    return fresh


@writes(type(pd.array(["a"], dtype="str")), type(pd.array(["a"], dtype="string[python]")))
def _write_strings(encoder: Encoder, values: Any) -> Node:
    dtype = values.dtype
    missing = "nan" if dtype.na_value is np.nan else "NA"
    texts = [text if isinstance(text, str) else None for text in values.to_numpy(object)]
    return ["pandas.s", dtype.storage, missing, encoder.items(texts, len(texts))]


@reads("pandas.s")
def _read_strings(decoder: Decoder, node: list[Any]) -> Any:
    _, storage, missing, nodes = node
    texts = decoder.items(nodes)
    if not set(map(type, texts)) <= {str, type(None)} or storage not in ("python", "pyarrow"):
        raise CodecError("malformed value: a column of texts is expected")
    na_value = np.nan if missing == "nan" else pd.NA
    # Texts only: a missing one is None until the constructor turns it into the dtype's own.
    return pd.array(texts, dtype=pd.StringDtype(storage, na_value=na_value))


@writes(pd.arrays.IntegerArray, pd.arrays.FloatingArray, pd.arrays.BooleanArray)
def _write_masked(encoder: Encoder, values: Any) -> Node:
    mask = np.asarray(values.isna())
    data = values.to_numpy(dtype=values.dtype.numpy_dtype, na_value=0)
    return ["pandas.m", array_node(encoder, data), array_node(encoder, mask)]


@reads("pandas.m")
def _read_masked(decoder: Decoder, node: list[Any]) -> Any:
    _, data_parts, mask_parts = node
    data, mask = read_array(decoder, data_parts), read_array(decoder, mask_parts)
    kinds = {"b": pd.arrays.BooleanArray, "f": pd.arrays.FloatingArray}
    return kinds.get(data.dtype.kind, pd.arrays.IntegerArray)(data, mask)


@writes(pd.Categorical)
def _write_categorical(encoder: Encoder, values: Any) -> Node:
    categories = encoder.encode(values.categories)
    return ["pandas.c", array_node(encoder, np.asarray(values.codes)), categories, values.ordered]


@reads("pandas.c")
def _read_categorical(decoder: Decoder, node: list[Any]) -> Any:
    _, codes, categories_node, ordered = node
    return pd.Categorical.from_codes(
        read_array(decoder, codes),
        categories=decoder.read(categories_node),
        ordered=decoder.check(ordered, bool),
    )


@writes(pd.arrays.DatetimeArray, pd.arrays.TimedeltaArray)
def _write_times(encoder: Encoder, values: Any) -> Node:
    zone = getattr(values, "tz", None)
    plain = values.tz_convert("UTC").tz_localize(None) if zone is not None else values
    return ["pandas.t", array_node(encoder, np.asarray(plain)), _zone_node(encoder, zone)]


@reads("pandas.t")
def _read_times(decoder: Decoder, node: list[Any]) -> Any:
    _, parts, zone_node = node
    times: Any = pd.array(read_array(decoder, parts))
    zone = _read_zone(decoder, zone_node)
    return times if zone is None else times.tz_localize("UTC").tz_convert(zone)


def _zone_node(encoder: Encoder, zone: Any) -> Node:
    if zone is None:
        return None
    return str(zone) if not hasattr(zone, "utcoffset") else encoder.encode(zone)


def _read_zone(decoder: Decoder, node: Node) -> Any:
    zone = decoder.read(node)
    if zone is not None and not hasattr(zone, "utcoffset"):
        raise CodecError("malformed value: a time zone is expected")
    return zone


@writes(pd.arrays.PeriodArray)
def _write_periods(encoder: Encoder, values: Any) -> Node:
    return ["pandas.p", array_node(encoder, values.asi8), values.freqstr]


@reads("pandas.p")
def _read_periods(decoder: Decoder, node: list[Any]) -> Any:
    _, parts, frequency = node
    ordinals = read_array(decoder, parts)
    if ordinals.dtype != np.int64:
        raise CodecError("malformed value: periods are numbered in 64 bits")
    kind: Any = pd.PeriodIndex
    return kind.from_ordinals(ordinals, freq=check_frequency(decoder, frequency)).array


def check_frequency(decoder: Decoder, text: Any) -> str:
    """Return a pandas frequency alias such as `ME` or `2h`."""
    if not _FREQUENCY.fullmatch(decoder.check(text, str)):
        raise CodecError("malformed value: a frequency is expected")
    return str(text)


@writes(pd.arrays.IntervalArray)
def _write_intervals(encoder: Encoder, values: Any) -> Node:
    return [
        "pandas.iv",
        encoder.encode(values.left),
        encoder.encode(values.right),
        values.closed,
    ]


@reads("pandas.iv")
def _read_intervals(decoder: Decoder, node: list[Any]) -> Any:
    _, left, right, closed = node
    if closed not in _CLOSED:
        raise CodecError("malformed value: unknown kind of interval")
    return pd.arrays.IntervalArray.from_arrays(decoder.read(left), decoder.read(right), closed)


@writes(type(pd.NaT))
def _write_not_a_time(encoder: Encoder, value: Any) -> Node:
    return ["pandas.one", "NaT"]


@writes(type(pd.NA))
def _write_missing(encoder: Encoder, value: Any) -> Node:
    return ["pandas.one", "NA"]


@reads("pandas.one")
def _read_singleton(decoder: Decoder, node: list[Any]) -> Any:
    _, name = node
    return {"NaT": pd.NaT, "NA": pd.NA}[name]


@writes(pd.Timestamp)
def _write_timestamp(encoder: Encoder, value: pd.Timestamp) -> Node:
    ticks = int(value.asm8.view("i8"))
    return ["pandas.ts", ticks, value.unit, _zone_node(encoder, value.tz)]


@reads("pandas.ts")
def _read_timestamp(decoder: Decoder, node: list[Any]) -> Any:
    _, ticks, unit, zone_node = node
    plain = pd.Timestamp(np.datetime64(_ticks(decoder, ticks), _unit(decoder, unit)))
    zone = _read_zone(decoder, zone_node)
    return plain if zone is None else plain.tz_localize("UTC").tz_convert(zone)


@writes(pd.Timedelta)
def _write_timedelta(encoder: Encoder, value: pd.Timedelta) -> Node:
    return ["pandas.td", int(value.asm8.view("i8")), value.unit]


@reads("pandas.td")
def _read_timedelta(decoder: Decoder, node: list[Any]) -> Any:
    _, ticks, unit = node
    return pd.Timedelta(np.timedelta64(_ticks(decoder, ticks), _unit(decoder, unit)))


def _ticks(decoder: Decoder, ticks: Any) -> int:
    return decoder.check_int(ticks, -(2**63) + 1, 2**63 - 1)


def _unit(decoder: Decoder, unit: Any) -> Any:
    if not _UNIT.fullmatch(decoder.check(unit, str)):
        raise CodecError("malformed value: unknown unit of time")
    return unit


@writes(pd.Period)
def _write_period(encoder: Encoder, value: pd.Period) -> Node:
    return ["pandas.pe", int(value.ordinal), value.freqstr]


@reads("pandas.pe")
def _read_period(decoder: Decoder, node: list[Any]) -> Any:
    _, ordinal, frequency = node
    return pd.Period(ordinal=decoder.check(ordinal, int), freq=check_frequency(decoder, frequency))


@writes(pd.Interval)
def _write_interval(encoder: Encoder, value: Any) -> Node:
    return ["pandas.in", encoder.encode(value.left), encoder.encode(value.right), value.closed]


@reads("pandas.in")
def _read_interval(decoder: Decoder, node: list[Any]) -> Any:
    _, left, right, closed = node
    if closed not in _CLOSED:
        raise CodecError("malformed value: unknown kind of interval")
    return pd.Interval(decoder.read(left), decoder.read(right), closed)


def _write_dtype(encoder: Encoder, value: Any) -> Node:
    if isinstance(value, pd.StringDtype):
        return ["pandas.ds", value.storage, "nan" if value.na_value is np.nan else "NA"]
    if isinstance(value, pd.CategoricalDtype) and value.categories is not None:
        return ["pandas.dc", encoder.encode(value.categories), value.ordered]
    if isinstance(value, pd.IntervalDtype):
        raise NotData("the dtype of intervals is not plain data")
    return ["pandas.d", str(value)]


writes(
    *(pd.StringDtype, pd.CategoricalDtype, pd.DatetimeTZDtype, pd.PeriodDtype, pd.BooleanDtype),
    *(pd.Int8Dtype, pd.Int16Dtype, pd.Int32Dtype, pd.Int64Dtype),
    *(pd.UInt8Dtype, pd.UInt16Dtype, pd.UInt32Dtype, pd.UInt64Dtype),
    *(pd.Float32Dtype, pd.Float64Dtype),
)(_write_dtype)


@reads("pandas.d")
def _read_dtype(decoder: Decoder, node: list[Any]) -> Any:
    _, text = node
    if not _DTYPE.fullmatch(decoder.check(text, str)):
        raise CodecError("malformed value: unknown dtype")
    return pd.api.types.pandas_dtype(text)


@reads("pandas.ds")
def _read_string_dtype(decoder: Decoder, node: list[Any]) -> Any:
    _, storage, missing = node
    if storage not in ("python", "pyarrow"):
        raise CodecError("malformed value: unknown dtype")
    return pd.StringDtype(storage, na_value=np.nan if missing == "nan" else pd.NA)


@reads("pandas.dc")
def _read_categorical_dtype(decoder: Decoder, node: list[Any]) -> Any:
    _, categories, ordered = node
    return pd.CategoricalDtype(decoder.read(categories), decoder.check(ordered, bool))


# The tables need everything above and register themselves when imported.
from grading.sandbox.codec import pandas_tables  # noqa: E402, F401
