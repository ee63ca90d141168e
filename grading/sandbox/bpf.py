"""A small assembler for classic BPF programs over `struct seccomp_data`; seccomp(2), bpf(4)."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
_ERRNO = 0x00050000
ENOSYS = 38

# linux/bpf_common.h: load word, and, jump if equal / greater or equal / any bit set, return.
_LD, _AND, _JEQ, _JGE, _JSET, _RET = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
# struct seccomp_data: int nr, __u32 arch, __u64 instruction_pointer, __u64 args[6].
_NR, _ARCH, _ARGS = 0, 4, 16
_X32_BIT = 0x40000000
MAX_LENGTH = 4096


def errno_action(errno: int) -> int:
    """Return the action that makes a call fail with `errno` (0: do nothing, report success)."""
    return _ERRNO | errno


@dataclass(frozen=True)
class Test:
    """One condition on an argument of a call.

    Attributes:
        argument: position of the argument, from 0.
        mask: bits of the low word that are looked at.
        value: what these bits must equal; None means that any of them must be set.
        whole: whether the high word must be zero as well (pointers).
    """

    argument: int
    mask: int
    value: int | None
    whole: bool = False

    @classmethod
    def equal(cls, argument: int, value: int) -> "Test":
        """An `int` argument equals a value."""
        return cls(argument, 0xFFFFFFFF, value)

    @classmethod
    def masked(cls, argument: int, mask: int, value: int) -> "Test":
        """Some bits of an `int` argument equal a value."""
        return cls(argument, mask, value)

    @classmethod
    def any_bit(cls, argument: int, mask: int) -> "Test":
        """At least one of some bits is set."""
        return cls(argument, mask, None)

    @classmethod
    def null(cls, argument: int) -> "Test":
        """A pointer argument is null."""
        return cls(argument, 0xFFFFFFFF, 0, whole=True)

    def instructions(self) -> list[tuple[int, int | None, int | None, int]]:
        """Return instructions whose jump `None` stands for "this rule does not fit"."""
        low = _ARGS + 8 * self.argument
        if self.value is None:
            return [(_LD, 0, 0, low), (_JSET, 0, None, self.mask)]
        steps: list[tuple[int, int | None, int | None, int]] = [(_LD, 0, 0, low)]
        if self.mask != 0xFFFFFFFF:
            steps.append((_AND, 0, 0, self.mask))
        steps.append((_JEQ, 0, None, self.value))
        if self.whole:
            steps += [(_LD, 0, 0, low + 4), (_JEQ, 0, None, 0)]
        return steps


def assemble(arch: int, rules: Iterable[tuple[int, list[Test], int]], *, x32: bool) -> bytes:
    """Return a filter: for each call the first rule that fits decides, else `ENOSYS`.

    Args:
        arch: `AUDIT_ARCH_*` of the only architecture that may call.
        rules: number of the call, conditions that must all hold, action.
        x32: whether numbers with the x32 bit exist; they end the process.

    Raises:
        ValueError: the filter is longer than the kernel takes.
    """
    code = [_pack(_LD, 0, 0, _ARCH), _pack(_JEQ, 1, 0, arch), _pack(_RET, 0, 0, KILL_PROCESS)]
    code.append(_pack(_LD, 0, 0, _NR))
    if x32:
        code += [_pack(_JGE, 0, 1, _X32_BIT), _pack(_RET, 0, 0, KILL_PROCESS)]
    for number, tests, action in rules:
        code += _rule(number, tests, action)
    code.append(_pack(_RET, 0, 0, errno_action(ENOSYS)))
    if len(code) > MAX_LENGTH:
        raise ValueError(f"the filter has {len(code)} instructions; the kernel takes {MAX_LENGTH}")
    return b"".join(code)


def _rule(number: int, tests: list[Test], action: int) -> list[bytes]:
    """Return one rule; after it the accumulator holds the call's number again."""
    steps = [step for test in tests for step in test.instructions()]
    if not steps:
        return [_pack(_JEQ, 0, 1, number), _pack(_RET, 0, 0, action)]
    # Layout: jump if other call -> end; steps; return; reload of the number; end.
    size = len(steps) + 2
    code = [_pack(_JEQ, 0, size, number)]
    for position, (opcode, yes, no, value) in enumerate(steps):
        to_reload = len(steps) - position
        code.append(_pack(opcode, to_reload if yes is None else yes,
                          to_reload if no is None else no, value))  # fmt: skip
    code += [_pack(_RET, 0, 0, action), _pack(_LD, 0, 0, _NR)]
    return code


def _pack(opcode: int, yes: int, no: int, value: int) -> bytes:
    # struct sock_filter: __u16 code, __u8 jt, __u8 jf, __u32 k.
    return struct.pack("=HBBI", opcode, yes, no, value)
