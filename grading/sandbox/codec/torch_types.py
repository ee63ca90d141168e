"""PyTorch: dense tensors on the processor."""

import math
from typing import Any

import torch

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

_DTYPES = {
    str(dtype): dtype
    for dtype in (
        *(torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64),
        *(torch.float16, torch.bfloat16, torch.float32, torch.float64),
        *(torch.complex64, torch.complex128),
    )
}

standard.CLASSES.update({"torch.Tensor": torch.Tensor})


@writes(torch.Tensor)
def _write_tensor(encoder: Encoder, value: Any) -> Node:
    if value.layout is not torch.strided or str(value.dtype) not in _DTYPES:
        raise NotData(f"a tensor of layout {value.layout} and dtype {value.dtype} is not data")
    number = encoder.number(value)
    plain = value.detach().cpu().resolve_conj().resolve_neg().contiguous()
    data = plain.reshape(-1).view(torch.uint8).numpy().tobytes() if plain.numel() else b""
    place = encoder.store(data)
    return [
        "torch.te",
        number,
        str(value.dtype),
        list(value.shape),
        value.requires_grad,
        place,
        None if value.grad is None else encoder.encode(value.grad),
    ]


@reads("torch.te")
def _read_tensor(decoder: Decoder, node: list[Any]) -> Any:
    _, number, dtype_name, shape, requires_grad, place, gradient = node
    dtype = _DTYPES[dtype_name]
    count = math.prod(decoder.check_int(size, 0, 2**40) for size in shape)
    data = decoder.load(place)
    if count * dtype.itemsize != data.nbytes:
        raise CodecError("malformed value: the bytes of a tensor do not fit its shape")
    if dtype is torch.bool and any(byte > 1 for byte in set(data)):
        raise CodecError("malformed value: a byte is no bool")
    # `frombuffer` refuses empty buffers.
    flat = torch.frombuffer(bytearray(data), dtype=dtype) if count else torch.empty(0, dtype=dtype)
    fresh = flat.reshape(shape)
    known = decoder.known(number)
    if known is not None:
        if type(known) is not torch.Tensor or known.dtype != dtype:
            raise CodecError("a tensor cannot become something else in place")
        known.data = fresh
        fresh = known
    if decoder.check(requires_grad, bool) and not fresh.requires_grad:
        fresh.requires_grad_()
    if gradient is not None:
        fresh.grad = decoder.read(gradient)
    decoder.register(number, fresh)
    return fresh


@writes(torch.dtype)
def _write_dtype(encoder: Encoder, value: Any) -> Node:
    return ["torch.d", str(value)]


@reads("torch.d")
def _read_dtype(decoder: Decoder, node: list[Any]) -> Any:
    _, name = node
    return _DTYPES[name]


@writes(torch.Size)
def _write_size(encoder: Encoder, value: Any) -> Node:
    return ["torch.s", list(value)]


@reads("torch.s")
def _read_size(decoder: Decoder, node: list[Any]) -> Any:
    _, sizes = node
    return torch.Size(decoder.check_int(size, 0, 2**40) for size in sizes)
