"""Values as JSON and bytes: what may cross between the student's process and the judge.

A value becomes a *tree* (JSON) and a *heap* (bytes of arrays, byte strings and long lists). Only
exact, known types are values; a subclass is not, whatever it claims to be. Decoding builds fresh
objects of pristine types, never imports or calls anything that the bytes name, and turns every
malformed input into `CodecError`. Modules: `core` (the machine and Python's own types),
`standard` (the standard library's), `numpy_types`, `pandas_types`, `scipy_types`, `torch_types`
(imported when first needed), `classes` (instances of classes that the instructor gave).
"""

from grading.sandbox.codec import builtin_types as builtin_types
from grading.sandbox.codec import standard as standard
from grading.sandbox.codec.core import (
    Bounds,
    CodecError,
    Decoder,
    Encoder,
    NotData,
    decode,
    encode,
)

__all__ = ["Bounds", "CodecError", "Decoder", "Encoder", "NotData", "decode", "encode"]
