"""NumPy: arrays, scalars, dtypes and generators of random numbers."""

import math
import re
from typing import Any, Literal

import numpy as np

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

Array = np.ndarray[Any, Any]

_PLAIN_DTYPE = re.compile(
    r"[<>|=]?(b1|[iu][1248]|f(2|4|8|12|16)|c(8|16|24|32)|[SU]\d{1,7}|V\d{1,7}"
    r"|[mM]8(\[(\d{1,9})?(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?)"
)
_MAX_DIMENSIONS = 64
_MAX_CODE_POINT = 0x10FFFF
_BIT_GENERATORS = {
    kind.__name__: kind
    for kind in (
        np.random.PCG64,
        np.random.PCG64DXSM,
        np.random.MT19937,
        np.random.Philox,
        np.random.SFC64,
    )
}
_SCALARS = sorted({t for t in np.sctypeDict.values() if t is not np.object_}, key=str)

standard.CLASSES.update({f"numpy.{kind.__name__}": kind for kind in (*_SCALARS, np.ndarray)})


def dtype_node(dtype: "np.dtype[Any]") -> Node:
    """Return the node of a dtype; `NotData` for those that hold objects."""
    if dtype.names is None:
        if dtype.subdtype is not None:
            base, shape = dtype.subdtype
            return [dtype_node(base), list(shape)]
        if not _PLAIN_DTYPE.fullmatch(dtype.str) or dtype.metadata:
            raise NotData(f"an array of dtype {dtype} is not plain data")
        return dtype.str
    if any(len(field) == 3 for field in dtype.fields.values()):  # type: ignore[union-attr]
        raise NotData("an array whose fields have titles is not plain data")
    fields = [
        [name, dtype_node(dtype.fields[name][0]), dtype.fields[name][1]]  # type: ignore[index]
        for name in dtype.names
    ]
    return {"fields": fields, "size": dtype.itemsize}


def read_dtype(decoder: Decoder, node: Node, depth: int = 0) -> "np.dtype[Any]":
    """Return the dtype of a node; only plain ones, and structures of them."""
    if depth > 8:
        raise CodecError("malformed value: a dtype is nested too deep")
    if type(node) is str:
        if not _PLAIN_DTYPE.fullmatch(node):
            raise CodecError("malformed value: unknown dtype")
        return np.dtype(node)
    if type(node) is list:
        base, shape = node
        _check_shape(decoder, shape)
        return np.dtype((read_dtype(decoder, base, depth + 1), tuple(shape)))
    names, formats, offsets = [], [], []
    for name, part, offset in node["fields"]:
        names.append(decoder.check(name, str))
        formats.append(read_dtype(decoder, part, depth + 1))
        offsets.append(decoder.check_int(offset, 0, 2**24))
    size = decoder.check_int(node["size"], 0, 2**24)
    return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": size})


def _check_shape(decoder: Decoder, shape: Any) -> int:
    """Return the number of elements of a shape whose numbers are sane."""
    if type(shape) is not list or len(shape) > _MAX_DIMENSIONS:
        raise CodecError("malformed value: a shape is expected")
    for size in shape:
        decoder.check_int(size, 0, 2**40)
    return math.prod(shape)


def array_node(encoder: Encoder, value: Array) -> list[Any]:
    """Return dtype, shape, order and bytes of an array without objects."""
    fortran = value.flags.f_contiguous and not value.flags.c_contiguous
    order: Literal["C", "F"] = "F" if fortran else "C"
    return [
        dtype_node(value.dtype),
        list(value.shape),
        order,
        encoder.store(value.tobytes(order)),
    ]


def read_array(decoder: Decoder, parts: list[Any]) -> Array:
    """Return a fresh, writable array of the four parts that `array_node` wrote."""
    dtype_part, shape, order, place = parts
    dtype = read_dtype(decoder, dtype_part)
    count = _check_shape(decoder, shape)
    data = decoder.load(place)
    if count * dtype.itemsize != data.nbytes or order not in ("C", "F"):
        raise CodecError("malformed value: the bytes of an array do not fit its shape")
    fresh = np.empty(shape, dtype, order=order)
    if data.nbytes:
        flat = np.frombuffer(data, np.uint8)
        fresh.reshape(-1, order="A").view(np.uint8)[:] = flat
    _check_elements(fresh)
    return fresh


def _check_elements(value: Array) -> None:
    """Refuse bytes that are no element of the dtype: they would compare in strange ways."""
    if value.dtype.names is not None:
        for name in value.dtype.names:
            _check_elements(value[name])
    elif value.dtype.kind == "b":
        if value.size and np.ascontiguousarray(value).view(np.uint8).max() > 1:
            raise CodecError("malformed value: a byte is no bool")
    elif value.dtype.kind == "U" and value.size and value.dtype.itemsize:
        points = np.ascontiguousarray(value).reshape(-1)
        order = points.dtype.byteorder
        points = points.view(np.dtype(np.uint32).newbyteorder(order))
        if points.max() > _MAX_CODE_POINT:
            raise CodecError("malformed value: a number is no character")


@writes(np.ndarray)
def _write_array(encoder: Encoder, value: Array) -> Node:
    number = encoder.number(value)
    if value.dtype.kind == "O":
        return ["numpy.o", number, list(value.shape), encoder.items(value.flat, value.size)]
    return ["numpy.a", number, *array_node(encoder, value)]


@reads("numpy.a")
def _read_array(decoder: Decoder, node: list[Any]) -> Any:
    return place_array(decoder, node[1], read_array(decoder, node[2:]))


@reads("numpy.o")
def _read_object_array(decoder: Decoder, node: list[Any]) -> Any:
    _, number, shape, nodes = node
    count = _check_shape(decoder, shape)
    if type(nodes) is not list or len(nodes) != count:
        raise CodecError("malformed value: an array has the wrong number of elements")
    fresh = np.empty(count, object)
    for index, element in enumerate(decoder.items(nodes)):
        fresh[index] = element
    return place_array(decoder, number, fresh.reshape(shape))


def place_array(decoder: Decoder, number: Any, fresh: Array) -> Any:
    """Return the array that is to be updated, with the new content, or the fresh one."""
    known = decoder.known(number)
    if known is None:
        decoder.register(number, fresh)
        return fresh
    if type(known) is not np.ndarray or known.dtype != fresh.dtype:
        raise CodecError("an array cannot change its dtype in place")
    if known.shape != fresh.shape:
        # Never `resize`: views of the old memory would point into nowhere.
        raise CodecError("an array cannot change its shape in place")
    known[...] = fresh
    decoder.register(number, known)
    return known


@writes(np.matrix)
def _write_matrix(encoder: Encoder, value: "np.matrix[Any, Any]") -> Node:
    return ["numpy.x", encoder.number(value), *array_node(encoder, np.asarray(value))]


@reads("numpy.x")
def _read_matrix(decoder: Decoder, node: list[Any]) -> Any:
    fresh: Any = read_array(decoder, node[2:]).view(np.matrix)
    known = decoder.known(node[1])
    if type(known) is np.matrix and known.shape == fresh.shape:
        known[...] = fresh
        fresh = known
    decoder.register(node[1], fresh)
    return fresh


@writes(np.ma.MaskedArray)
def _write_masked(encoder: Encoder, value: Any) -> Node:
    number = encoder.number(value)
    mask = None if value.mask is np.ma.nomask else array_node(encoder, np.asarray(value.mask))
    return ["numpy.m", number, array_node(encoder, np.asarray(value.data)), mask]


@reads("numpy.m")
def _read_masked(decoder: Decoder, node: list[Any]) -> Any:
    _, number, data, mask = node
    decoder.unusual.add("numpy.ma.MaskedArray")
    fresh = np.ma.MaskedArray(
        read_array(decoder, data), np.ma.nomask if mask is None else read_array(decoder, mask)
    )
    decoder.register(number, fresh)
    return fresh


@writes(type(np.ma.masked))
def _write_masked_constant(encoder: Encoder, value: Any) -> Node:
    return ["numpy.mc"]


@reads("numpy.mc")
def _read_masked_constant(decoder: Decoder, node: list[Any]) -> Any:
    decoder.unusual.add("numpy.ma.masked")
    return np.ma.masked


@writes(*(t for t in _SCALARS if t not in (np.str_, np.bytes_, np.float64, np.int64, np.bool_)))
def _write_scalar(encoder: Encoder, value: Any) -> Node:
    return ["numpy.s", dtype_node(value.dtype), encoder.store(value.tobytes())]


@reads("numpy.s")
def _read_scalar(decoder: Decoder, node: list[Any]) -> Any:
    _, dtype, place = node
    return read_array(decoder, [dtype, [], "C", place])[()]


@writes(np.float64)
def _write_float(encoder: Encoder, value: np.float64) -> Node:
    return ["numpy.f", encoder.encode(float(value))]


@reads("numpy.f")
def _read_float(decoder: Decoder, node: list[Any]) -> np.float64:
    _, number = node
    return np.float64(decoder.check(decoder.read(number), float))


@writes(np.int64)
def _write_int(encoder: Encoder, value: np.int64) -> Node:
    return ["numpy.i", int(value)]


@reads("numpy.i")
def _read_int(decoder: Decoder, node: list[Any]) -> np.int64:
    _, number = node
    return np.int64(decoder.check_int(number, -(2**63), 2**63 - 1))


@writes(np.bool_)
def _write_bool(encoder: Encoder, value: np.bool_) -> Node:
    return ["numpy.b", bool(value)]


@reads("numpy.b")
def _read_bool(decoder: Decoder, node: list[Any]) -> np.bool_:
    _, truth = node
    return np.bool_(decoder.check(truth, bool))


@writes(np.str_)
def _write_text(encoder: Encoder, value: np.str_) -> Node:
    return ["numpy.t", str(value)]


@reads("numpy.t")
def _read_text(decoder: Decoder, node: list[Any]) -> np.str_:
    _, text = node
    return np.str_(decoder.check(text, str))


@writes(np.bytes_)
def _write_bytes(encoder: Encoder, value: np.bytes_) -> Node:
    return ["numpy.y", encoder.store(bytes(value))]


@reads("numpy.y")
def _read_bytes(decoder: Decoder, node: list[Any]) -> np.bytes_:
    _, place = node
    return np.bytes_(bytes(decoder.load(place)))


def _write_dtype(encoder: Encoder, value: "np.dtype[Any]") -> Node:
    return ["numpy.d", "O" if value.kind == "O" else dtype_node(value)]


# A dtype's class depends on its kind (`numpy.dtypes.Float64DType` …).
writes(*{type(np.dtype(kind)) for kind in np.sctypeDict.values()})(_write_dtype)


@reads("numpy.d")
def _read_dtype(decoder: Decoder, node: list[Any]) -> "np.dtype[Any]":
    _, dtype = node
    return np.dtype(object) if dtype == "O" else read_dtype(decoder, dtype)


@writes(np.random.Generator)
def _write_generator(encoder: Encoder, value: np.random.Generator) -> Node:
    number = encoder.number(value)
    return ["numpy.g", number, *_bit_generator(encoder, value.bit_generator)]


@reads("numpy.g")
def _read_generator(decoder: Decoder, node: list[Any]) -> np.random.Generator:
    _, number, name, state_node = node
    target = decoder.target(
        number, lambda: np.random.Generator(_BIT_GENERATORS[name]()), np.random.Generator
    )
    if type(target.bit_generator).__name__ != name:
        raise CodecError("a random generator cannot change its kind in place")
    target.bit_generator.state = _state(decoder, state_node)
    return target


@writes(np.random.RandomState)
def _write_random_state(encoder: Encoder, value: np.random.RandomState) -> Node:
    number = encoder.number(value)
    _, state = _bit_generator(encoder, value._bit_generator)
    legacy = value.get_state(legacy=False)
    return ["numpy.r", number, state, legacy["has_gauss"], encoder.encode(float(legacy["gauss"]))]


@reads("numpy.r")
def _read_random_state(decoder: Decoder, node: list[Any]) -> np.random.RandomState:
    _, number, state_node, has_gauss, gauss = node
    target = decoder.target(number, np.random.RandomState, np.random.RandomState)
    state = _state(decoder, state_node)
    state["has_gauss"] = decoder.check_int(has_gauss, 0, 1)
    state["gauss"] = decoder.check(decoder.read(gauss), float)
    target.set_state(state)
    return target


def _bit_generator(encoder: Encoder, value: Any) -> list[Any]:
    name = type(value).__name__
    if _BIT_GENERATORS.get(name) is not type(value):
        raise NotData(f"a bit generator {name} is not plain data")
    return [name, encoder.encode(dict(value.state))]


def _state(decoder: Decoder, node: Node) -> dict[str, Any]:
    """Return a generator's state; NumPy checks its parts when it is set."""
    return decoder.check(decoder.read(node), dict)


@writes(np.ufunc)
def _write_ufunc(encoder: Encoder, value: np.ufunc) -> Node:
    return encoder.write_foreign(value)
