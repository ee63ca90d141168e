"""SciPy: sparse matrices and arrays."""

from typing import Any

import numpy as np
import scipy.sparse as sp

from grading.sandbox.codec.core import CodecError, Decoder, Encoder, Node, reads, writes
from grading.sandbox.codec.numpy_types import array_node, read_array

_FORMATS = ("csr", "csc", "coo", "bsr", "dia", "lil", "dok")
_KINDS = {
    kind.__name__: kind
    for form in _FORMATS
    for kind in (getattr(sp, f"{form}_matrix"), getattr(sp, f"{form}_array"))
}


@writes(*_KINDS.values())
def _write_sparse(encoder: Encoder, value: Any) -> Node:
    number = encoder.number(value)
    coo = value.tocoo()
    parts = [
        array_node(encoder, np.asarray(part, dtype))
        for part, dtype in ((coo.data, coo.dtype), (coo.row, np.int64), (coo.col, np.int64))
    ]
    return ["scipy.sp", number, type(value).__name__, list(map(int, value.shape)), *parts]


@reads("scipy.sp")
def _read_sparse(decoder: Decoder, node: list[Any]) -> Any:
    _, number, name, shape, data_parts, row_parts, column_parts = node
    kind = _KINDS[name]
    for size in shape:
        decoder.check_int(size, 0, 2**40)
    data, row, column = (
        read_array(decoder, part) for part in (data_parts, row_parts, column_parts)
    )
    if data.dtype.kind not in "biufc" or len(shape) != 2:
        raise CodecError("malformed value: a sparse matrix of numbers is expected")
    # `coo_matrix` checks every index against the shape; the other formats would trust them.
    fresh = kind(sp.coo_matrix((data, (row, column)), shape=tuple(shape)))
    decoder.register(number, fresh)
    return fresh
