"""Types of the standard library that are data."""

import datetime as dt
import decimal
import fractions
import io
import math
import pathlib
import re
import types
import uuid
import zoneinfo
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from typing import Any

from grading.sandbox.codec.core import (
    CodecError,
    Decoder,
    Encoder,
    Node,
    NotData,
    load_library,
    reads,
    writes,
)

MAX_DIGITS = 100_000
# Classes that are values themselves: what `type(x)` or a default factory may be.
CLASSES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(bool, int, float, complex, str, bytes, bytearray, types.NoneType),
        *(list, tuple, dict, set, frozenset, range, slice),
        *(OrderedDict, defaultdict, Counter, deque),
        *(dt.date, dt.datetime, dt.time, dt.timedelta, decimal.Decimal, fractions.Fraction),
    )
}
_PATHS = {
    kind.__name__: kind
    for kind in (
        pathlib.PurePosixPath,
        pathlib.PureWindowsPath,
        type(pathlib.Path()),
    )
}


@writes(type)
def _write_class(encoder: Encoder, value: type) -> Node:
    load_library(value.__module__)
    library = value.__module__.partition(".")[0]
    for name in (value.__name__, f"{library}.{value.__name__}"):
        if CLASSES.get(name) is value:
            return ["cl", name]
    return encoder.write_foreign(value)


@reads("cl")
def _read_class(decoder: Decoder, node: list[Any]) -> type:
    _, name = node
    load_library(decoder.check(name, str))
    return CLASSES[name]


@writes(OrderedDict)
def _write_ordered_dict(encoder: Encoder, value: OrderedDict[Any, Any]) -> Node:
    return ["od", encoder.number(value), encoder.pairs(value)]


@reads("od")
def _read_ordered_dict(decoder: Decoder, node: list[Any]) -> OrderedDict[Any, Any]:
    _, number, nodes = node
    target: OrderedDict[Any, Any] = decoder.target(number, OrderedDict, OrderedDict)
    pairs = decoder.pairs(nodes)
    target.clear()
    target.update(pairs)
    return target


@writes(defaultdict)
def _write_defaultdict(encoder: Encoder, value: defaultdict[Any, Any]) -> Node:
    number = encoder.number(value)
    return ["dd", number, encoder.encode(value.default_factory), encoder.pairs(value)]


@reads("dd")
def _read_defaultdict(decoder: Decoder, node: list[Any]) -> defaultdict[Any, Any]:
    _, number, factory_node, nodes = node
    target: defaultdict[Any, Any] = decoder.target(number, defaultdict, defaultdict)
    factory = decoder.read(factory_node)
    if factory is not None and not callable(factory):
        raise CodecError("malformed value: a factory is expected")
    pairs = decoder.pairs(nodes)
    target.default_factory = factory
    target.clear()
    target.update(pairs)
    return target


@writes(Counter)
def _write_counter(encoder: Encoder, value: Counter[Any]) -> Node:
    return ["co", encoder.number(value), encoder.pairs(value)]


@reads("co")
def _read_counter(decoder: Decoder, node: list[Any]) -> Counter[Any]:
    _, number, nodes = node
    target: Counter[Any] = decoder.target(number, Counter, Counter)
    pairs = decoder.pairs(nodes)
    target.clear()
    for key, count in pairs:
        target[key] = count
    return target


@writes(deque)
def _write_deque(encoder: Encoder, value: deque[Any]) -> Node:
    number = encoder.number(value)
    return ["dq", number, value.maxlen, encoder.items(value, len(value))]


@reads("dq")
def _read_deque(decoder: Decoder, node: list[Any]) -> deque[Any]:
    _, number, maxlen, nodes = node
    if maxlen is not None:
        decoder.check_int(maxlen, 0, 2**40)
    target: deque[Any] = decoder.target(number, lambda: deque(maxlen=maxlen), deque)
    values = decoder.items(nodes)
    target.clear()
    target.extend(values)
    return target


@writes(types.SimpleNamespace)
def _write_namespace(encoder: Encoder, value: types.SimpleNamespace) -> Node:
    return ["sn", encoder.number(value), encoder.pairs(vars(value))]


@reads("sn")
def _read_namespace(decoder: Decoder, node: list[Any]) -> types.SimpleNamespace:
    _, number, nodes = node
    target = decoder.target(number, types.SimpleNamespace, types.SimpleNamespace)
    state = {decoder.check(key, str): value for key, value in decoder.pairs(nodes)}
    vars(target).clear()
    vars(target).update(state)
    return target


@writes(array)
def _write_array(encoder: Encoder, value: "array[Any]") -> Node:
    return ["ar", encoder.number(value), value.typecode, encoder.store(value.tobytes())]


@reads("ar")
def _read_array(decoder: Decoder, node: list[Any]) -> "array[Any]":
    _, number, typecode, place = node
    if typecode not in {"b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "f", "d"}:
        raise CodecError("malformed value: unknown typecode")
    target: array[Any] = decoder.target(number, lambda: array(typecode), array)
    if target.typecode != typecode:
        raise CodecError("an array cannot change its typecode in place")
    fresh = array(typecode, bytes(decoder.load(place)))
    target[:] = fresh
    return target


@writes(dt.timedelta)
def _write_timedelta(encoder: Encoder, value: dt.timedelta) -> Node:
    return ["td", value.days, value.seconds, value.microseconds]


@reads("td")
def _read_timedelta(decoder: Decoder, node: list[Any]) -> dt.timedelta:
    return dt.timedelta(*(decoder.check(part, int) for part in node[1:4]))


@writes(dt.date)
def _write_date(encoder: Encoder, value: dt.date) -> Node:
    return ["da", value.year, value.month, value.day]


@reads("da")
def _read_date(decoder: Decoder, node: list[Any]) -> dt.date:
    return dt.date(*(decoder.check(part, int) for part in node[1:4]))


@writes(dt.time)
def _write_time(encoder: Encoder, value: dt.time) -> Node:
    clock = [value.hour, value.minute, value.second, value.microsecond]
    return ["ti", clock, value.fold, encoder.encode(value.tzinfo)]


@reads("ti")
def _read_time(decoder: Decoder, node: list[Any]) -> dt.time:
    _, clock, fold, zone = node
    hour, minute, second, micro = (decoder.check(part, int) for part in clock)
    return dt.time(hour, minute, second, micro, _zone(decoder, zone), fold=fold)


@writes(dt.datetime)
def _write_datetime(encoder: Encoder, value: dt.datetime) -> Node:
    parts = [value.year, value.month, value.day]
    parts += [value.hour, value.minute, value.second, value.microsecond]
    return ["dt", parts, value.fold, encoder.encode(value.tzinfo)]


@reads("dt")
def _read_datetime(decoder: Decoder, node: list[Any]) -> dt.datetime:
    _, parts, fold, zone = node
    year, month, day, *clock = (decoder.check(part, int) for part in parts)
    hour, minute, second, micro = clock
    zone = _zone(decoder, zone)
    return dt.datetime(year, month, day, hour, minute, second, micro, zone, fold=fold)


def _zone(decoder: Decoder, node: Node) -> dt.tzinfo | None:
    zone = decoder.read(node)
    if zone is not None and type(zone) not in (dt.timezone, zoneinfo.ZoneInfo):
        raise CodecError("malformed value: a time zone is expected")
    return zone  # type: ignore[no-any-return]


@writes(dt.timezone)
def _write_timezone(encoder: Encoder, value: dt.timezone) -> Node:
    if value is dt.UTC:
        return ["tz", None, None]
    return ["tz", encoder.encode(value.utcoffset(None)), value.tzname(None)]


@reads("tz")
def _read_timezone(decoder: Decoder, node: list[Any]) -> dt.timezone:
    _, offset_node, name = node
    if offset_node is None:
        return dt.UTC
    offset = decoder.check(decoder.read(offset_node), dt.timedelta)
    plain = dt.timezone(offset)
    if name == plain.tzname(None):
        return plain
    return dt.timezone(offset, decoder.check(name, str))


@writes(zoneinfo.ZoneInfo)
def _write_zone(encoder: Encoder, value: zoneinfo.ZoneInfo) -> Node:
    if value.key is None:
        raise NotData("a time zone without a name is not plain data")
    return ["zi", value.key]


@reads("zi")
def _read_zone(decoder: Decoder, node: list[Any]) -> zoneinfo.ZoneInfo:
    _, key = node
    return zoneinfo.ZoneInfo(decoder.check(key, str))


@writes(decimal.Decimal)
def _write_decimal(encoder: Encoder, value: decimal.Decimal) -> Node:
    return ["de", str(value)]


@reads("de")
def _read_decimal(decoder: Decoder, node: list[Any]) -> decimal.Decimal:
    _, digits = node
    if len(decoder.check(digits, str)) > MAX_DIGITS:
        raise CodecError(f"a decimal number has more than {MAX_DIGITS} digits")
    return decimal.Decimal(digits)


@writes(fractions.Fraction)
def _write_fraction(encoder: Encoder, value: fractions.Fraction) -> Node:
    return ["fr", encoder.encode(value.numerator), encoder.encode(value.denominator)]


@reads("fr")
def _read_fraction(decoder: Decoder, node: list[Any]) -> fractions.Fraction:
    numerator, denominator = (decoder.check(decoder.read(part), int) for part in node[1:3])
    if max(numerator.bit_length(), denominator.bit_length()) > MAX_DIGITS:
        raise CodecError("a fraction is too large")
    if denominator < 1 or math.gcd(numerator, denominator) != 1:
        raise CodecError("malformed value: a fraction is not in its lowest terms")
    return fractions.Fraction(numerator, denominator)


@writes(*_PATHS.values())
def _write_path(encoder: Encoder, value: pathlib.PurePath) -> Node:
    return ["pa", type(value).__name__, str(value)]


@reads("pa")
def _read_path(decoder: Decoder, node: list[Any]) -> pathlib.PurePath:
    _, name, text = node
    return _PATHS[name](decoder.check(text, str))


@writes(uuid.UUID)
def _write_uuid(encoder: Encoder, value: uuid.UUID) -> Node:
    return ["uu", value.hex]


@reads("uu")
def _read_uuid(decoder: Decoder, node: list[Any]) -> uuid.UUID:
    _, digits = node
    return uuid.UUID(hex=decoder.check(digits, str))


@writes(re.Pattern)
def _write_pattern(encoder: Encoder, value: "re.Pattern[Any]") -> Node:
    return ["re", encoder.encode(value.pattern), value.flags]


@reads("re")
def _read_pattern(decoder: Decoder, node: list[Any]) -> "re.Pattern[Any]":
    _, pattern_node, flags = node
    pattern = decoder.read(pattern_node)
    if type(pattern) not in (str, bytes) or len(pattern) > MAX_DIGITS:
        raise CodecError("malformed value: a pattern is expected")
    return re.compile(pattern, decoder.check(flags, int) & ~re.DEBUG)


@writes(io.StringIO)
def _write_text_file(encoder: Encoder, value: io.StringIO) -> Node:
    return ["io", encoder.number(value), value.getvalue(), value.tell()]


@reads("io")
def _read_text_file(decoder: Decoder, node: list[Any]) -> io.StringIO:
    _, number, text, position = node
    target = decoder.target(number, io.StringIO, io.StringIO)
    target.seek(0)
    target.truncate()
    target.write(decoder.check(text, str))
    target.seek(decoder.check_int(position, 0, 2**40))
    return target


@writes(io.BytesIO)
def _write_byte_file(encoder: Encoder, value: io.BytesIO) -> Node:
    return ["iy", encoder.number(value), encoder.store(value.getvalue()), value.tell()]


@reads("iy")
def _read_byte_file(decoder: Decoder, node: list[Any]) -> io.BytesIO:
    _, number, place, position = node
    target = decoder.target(number, io.BytesIO, io.BytesIO)
    target.seek(0)
    target.truncate()
    target.write(decoder.load(place))
    target.seek(decoder.check_int(position, 0, 2**40))
    return target
