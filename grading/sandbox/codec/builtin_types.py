"""Python's own types; packed forms for long lists of numbers."""

import math
from array import array
from types import EllipsisType, NotImplementedType
from typing import Any

from grading.sandbox.codec.core import (
    CodecError,
    Decoder,
    Encoder,
    Node,
    reads,
    writes,
)

LONG_LIST = 16


@writes(int)
def _write_big_int(encoder: Encoder, value: int) -> Node:
    if value.bit_length() > 8 * encoder.bounds.max_bytes:
        raise CodecError("a number is too large")
    return ["i", hex(value)]


@reads("i")
def _read_big_int(decoder: Decoder, node: list[Any]) -> int:
    _, digits = node
    return int(decoder.check(digits, str), 16)


@writes(float)
def _write_special_float(encoder: Encoder, value: float) -> Node:
    if value != value:
        return ["nan", "math" if value is math.nan else _shared_nan(value)]
    return ["inf", 1 if value > 0 else -1]


def _shared_nan(value: float) -> str:
    """Tell NumPy's own NaN object from others: lists compare elements by identity first."""
    from numpy import nan

    return "numpy" if value is nan else ""


@reads("nan")
def _read_nan(decoder: Decoder, node: list[Any]) -> float:
    _, origin = node
    if origin == "numpy":
        from numpy import nan

        return nan
    return math.nan if origin == "math" else float("nan")


@reads("inf")
def _read_infinity(decoder: Decoder, node: list[Any]) -> float:
    _, sign = node
    return math.copysign(math.inf, decoder.check_int(sign, -1, 1))


@writes(complex)
def _write_complex(encoder: Encoder, value: complex) -> Node:
    return ["c", encoder.encode(value.real), encoder.encode(value.imag)]


@reads("c")
def _read_complex(decoder: Decoder, node: list[Any]) -> complex:
    _, real, imaginary = node
    return complex(
        decoder.check(decoder.read(real), float), decoder.check(decoder.read(imaginary), float)
    )


@writes(bytes)
def _write_bytes(encoder: Encoder, value: bytes) -> Node:
    return ["y", encoder.store(value)]


@reads("y")
def _read_bytes(decoder: Decoder, node: list[Any]) -> bytes:
    _, place = node
    return bytes(decoder.load(place))


@writes(bytearray)
def _write_bytearray(encoder: Encoder, value: bytearray) -> Node:
    return ["ya", encoder.number(value), encoder.store(bytes(value))]


@reads("ya")
def _read_bytearray(decoder: Decoder, node: list[Any]) -> bytearray:
    _, number, place = node
    target = decoder.target(number, bytearray, bytearray)
    target[:] = decoder.load(place)
    return target


@writes(list)
def _write_list(encoder: Encoder, value: list[Any]) -> Node:
    number = encoder.number(value)
    if len(value) >= LONG_LIST:
        kinds = set(map(type, value))
        if kinds == {float}:
            return ["ld", number, encoder.store(array("d", value).tobytes())]
        if kinds == {int}:
            try:
                return ["lq", number, encoder.store(array("q", value).tobytes())]
            except OverflowError:
                pass  # A number beyond 64 bits: element by element.
    return ["l", number, encoder.items(value, len(value))]


@reads("l")
def _read_list(decoder: Decoder, node: list[Any]) -> list[Any]:
    _, number, nodes = node
    target: list[Any] = decoder.target(number, list, list)
    target[:] = decoder.items(nodes)
    return target


@reads("ld")
def _read_floats(decoder: Decoder, node: list[Any]) -> list[float]:
    return _read_packed(decoder, node, "d")


@reads("lq")
def _read_ints(decoder: Decoder, node: list[Any]) -> list[int]:
    return _read_packed(decoder, node, "q")


def _read_packed(decoder: Decoder, node: list[Any], typecode: str) -> list[Any]:
    _, number, place = node
    target: list[Any] = decoder.target(number, list, list)
    target[:] = array(typecode, bytes(decoder.load(place)))
    return target


@writes(tuple)
def _write_tuple(encoder: Encoder, value: tuple[Any, ...]) -> Node:
    return ["t", encoder.items(value, len(value))]


@reads("t")
def _read_tuple(decoder: Decoder, node: list[Any]) -> tuple[Any, ...]:
    _, nodes = node
    return tuple(decoder.items(nodes))


@writes(set)
def _write_set(encoder: Encoder, value: set[Any]) -> Node:
    return ["s", encoder.number(value), encoder.items(value, len(value))]


@reads("s")
def _read_set(decoder: Decoder, node: list[Any]) -> set[Any]:
    _, number, nodes = node
    target: set[Any] = decoder.target(number, set, set)
    values = decoder.items(nodes)
    target.clear()
    target.update(values)
    return target


@writes(frozenset)
def _write_frozenset(encoder: Encoder, value: frozenset[Any]) -> Node:
    return ["fs", encoder.items(value, len(value))]


@reads("fs")
def _read_frozenset(decoder: Decoder, node: list[Any]) -> frozenset[Any]:
    _, nodes = node
    return frozenset(decoder.items(nodes))


@writes(dict)
def _write_dict(encoder: Encoder, value: dict[Any, Any]) -> Node:
    return ["d", encoder.number(value), encoder.pairs(value)]


@reads("d")
def _read_dict(decoder: Decoder, node: list[Any]) -> dict[Any, Any]:
    _, number, nodes = node
    target: dict[Any, Any] = decoder.target(number, dict, dict)
    pairs = decoder.pairs(nodes)
    target.clear()
    target.update(pairs)
    return target


@writes(type({}.keys()))
def _write_keys(encoder: Encoder, value: Any) -> Node:
    return ["dk", encoder.items(value, len(value))]


@reads("dk")
def _read_keys(decoder: Decoder, node: list[Any]) -> Any:
    _, nodes = node
    return dict.fromkeys(decoder.items(nodes)).keys()


@writes(type({}.values()))
def _write_values(encoder: Encoder, value: Any) -> Node:
    return ["dv", encoder.items(value, len(value))]


@reads("dv")
def _read_values(decoder: Decoder, node: list[Any]) -> Any:
    _, nodes = node
    return dict(enumerate(decoder.items(nodes))).values()


@writes(type({}.items()))
def _write_items(encoder: Encoder, value: Any) -> Node:
    return ["di", encoder.pairs(dict(value))]


@reads("di")
def _read_items(decoder: Decoder, node: list[Any]) -> Any:
    _, nodes = node
    return dict(decoder.pairs(nodes)).items()


@writes(range)
def _write_range(encoder: Encoder, value: range) -> Node:
    return ["rg", *map(encoder.encode, (value.start, value.stop, value.step))]


@reads("rg")
def _read_range(decoder: Decoder, node: list[Any]) -> range:
    _, start, stop, step = node
    return range(*(decoder.check(decoder.read(part), int) for part in (start, stop, step)))


@writes(slice)
def _write_slice(encoder: Encoder, value: slice) -> Node:
    return ["sl", *map(encoder.encode, (value.start, value.stop, value.step))]


@reads("sl")
def _read_slice(decoder: Decoder, node: list[Any]) -> slice:
    _, start, stop, step = node
    return slice(decoder.read(start), decoder.read(stop), decoder.read(step))


@writes(EllipsisType, NotImplementedType)
def _write_singleton(encoder: Encoder, value: Any) -> Node:
    return ["one", "..." if value is Ellipsis else "NotImplemented"]


@reads("one")
def _read_singleton(decoder: Decoder, node: list[Any]) -> Any:
    _, name = node
    return {"...": Ellipsis, "NotImplemented": NotImplemented}[name]
