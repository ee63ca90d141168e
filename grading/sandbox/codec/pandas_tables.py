"""pandas: indexes, series and data frames."""

from typing import Any

import numpy as np
import pandas as pd

from grading.sandbox.codec.core import CodecError, Decoder, Encoder, Node, reads, writes
from grading.sandbox.codec.numpy_types import array_node, read_array
from grading.sandbox.codec.pandas_types import check_frequency, read_values, values_node

WIDE = 8
# Of a dtype: numbers, truths and times, which no constructor takes for anything else.
_PLAIN_KINDS = frozenset("biufcmM")


@writes(pd.Index, pd.CategoricalIndex, pd.IntervalIndex, pd.PeriodIndex)
def _write_index(encoder: Encoder, value: Any) -> Node:
    return ["pandas.i", values_node(encoder, value.array), encoder.encode(value.name)]


@reads("pandas.i")
def _read_index(decoder: Decoder, node: list[Any]) -> Any:
    _, values_part, name = node
    values = read_values(decoder, values_part)
    return pd.Index(values, dtype=values.dtype, name=decoder.read(name), copy=False)


@writes(pd.DatetimeIndex, pd.TimedeltaIndex)
def _write_time_index(encoder: Encoder, value: Any) -> Node:
    frequency = None if value.freq is None else value.freqstr
    return [
        "pandas.it",
        values_node(encoder, value.array),
        frequency,
        encoder.encode(value.name),
    ]


@reads("pandas.it")
def _read_time_index(decoder: Decoder, node: list[Any]) -> Any:
    _, values_part, frequency, name = node
    values = read_values(decoder, values_part)
    index: Any = pd.Index(values, dtype=values.dtype, name=decoder.read(name))
    if frequency is not None:
        index.freq = check_frequency(decoder, frequency)
    return index


@writes(pd.RangeIndex)
def _write_range_index(encoder: Encoder, value: pd.RangeIndex) -> Node:
    bounds = [value.start, value.stop, value.step]
    return ["pandas.ir", *map(int, bounds), encoder.encode(value.name)]


@reads("pandas.ir")
def _read_range_index(decoder: Decoder, node: list[Any]) -> Any:
    _, start, stop, step, name = node
    for bound in (start, stop, step):
        decoder.check_int(bound, -(2**62), 2**62)
    return pd.RangeIndex(start, stop, step, name=decoder.read(name))


@writes(pd.MultiIndex)
def _write_multi_index(encoder: Encoder, value: pd.MultiIndex) -> Node:
    levels = [encoder.encode(level) for level in value.levels]
    codes = [array_node(encoder, np.asarray(code)) for code in value.codes]
    return ["pandas.im", levels, codes, encoder.items(value.names, value.nlevels)]


@reads("pandas.im")
def _read_multi_index(decoder: Decoder, node: list[Any]) -> Any:
    _, levels, codes, names = node
    return pd.MultiIndex(
        levels=decoder.items(levels),
        codes=[read_array(decoder, code).tolist() for code in codes],
        names=decoder.items(names),
    )


@writes(pd.Series)
def _write_series(encoder: Encoder, value: Any) -> Node:
    number = encoder.number(value)
    parts = [values_node(encoder, value.array), encoder.encode(value.index)]
    return ["pandas.se", number, *parts, encoder.encode(value.name), _attributes(encoder, value)]


@reads("pandas.se")
def _read_series(decoder: Decoder, node: list[Any]) -> Any:
    _, number, values_part, index, name, attributes = node
    values = read_values(decoder, values_part)
    fresh = pd.Series(
        values, index=_axis(decoder, index), dtype=values.dtype, name=decoder.read(name)
    )
    if attributes:
        fresh.attrs.update(decoder.pairs(attributes))
    return _place(decoder, number, fresh)


@writes(pd.DataFrame)
def _write_frame(encoder: Encoder, value: Any) -> Node:
    number = encoder.number(value)
    parts = [encoder.encode(value.columns), encoder.encode(value.index)]
    return ["pandas.df", number, *parts, _cells(encoder, value), _attributes(encoder, value)]


def _cells(encoder: Encoder, value: Any) -> list[Any]:
    """Return one block for wide frames of one plain dtype, else one node a column."""
    kinds = set(value.dtypes) if value.shape[1] > WIDE else ()
    if len(kinds) == 1:
        (dtype,) = kinds
        if isinstance(dtype, np.dtype) and dtype.kind in "biufc":
            return ["block", array_node(encoder, value.to_numpy())]
    return ["columns", [values_node(encoder, column.array) for _, column in value.items()]]


@reads("pandas.df")
def _read_frame(decoder: Decoder, node: list[Any]) -> Any:
    _, number, columns_node, index_node, (form, content), attributes = node
    columns, index = _axis(decoder, columns_node), _axis(decoder, index_node)
    if form == "block":
        fresh = pd.DataFrame(read_array(decoder, content), index=index, columns=columns)
    else:
        fresh = _frame_of_columns(decoder, content, index)
        fresh.columns = columns
    if attributes:
        fresh.attrs.update(decoder.pairs(attributes))
    return _place(decoder, number, fresh)


def _frame_of_columns(decoder: Decoder, nodes: list[Any], index: Any) -> pd.DataFrame:
    columns = {}
    for place, part in enumerate(nodes):
        values = read_values(decoder, part)
        if isinstance(values, np.ndarray) and values.dtype.kind not in _PLAIN_KINDS:
            # A named dtype keeps objects objects; the constructor would guess texts.
            values = pd.Series(values, index=index, dtype=values.dtype, copy=False)
        columns[place] = values
    return pd.DataFrame(columns, index=index)


def _axis(decoder: Decoder, node: Node) -> Any:
    axis = decoder.read(node)
    if not isinstance(axis, pd.Index):
        raise CodecError("malformed value: an index is expected")
    return axis


def _attributes(encoder: Encoder, value: Any) -> Node:
    # Without a number of its own: it is copied, and would seem changed when it comes back.
    return encoder.pairs(value.attrs) if value.attrs else []


def _place(decoder: Decoder, number: Any, fresh: Any) -> Any:
    """Return the table that is to be updated, with the new content, or the fresh one."""
    known = decoder.known(number)
    if known is None:
        decoder.register(number, fresh)
        return fresh
    if type(known) is not type(fresh):
        raise CodecError("a table cannot become something else in place")
    known._update_inplace(fresh)
    if isinstance(known, pd.Series):
        known.name = fresh.name
    decoder.register(number, known)
    return known
