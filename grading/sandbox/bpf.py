"""A small assembler for classic BPF programs over `struct seccomp_data`; seccomp(2), bpf(4)."""

import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ALLOW = 0x7FFF0000
KILL_PROCESS = 0x80000000
_ERRNO = 0x00050000
ENOSYS = 38

# linux/bpf_common.h: load word, and, jump, jump if equal / greater or equal / any bit set, return.
_LD, _AND, _JA, _JEQ, _JGE, _JSET, _RET = 0x20, 0x54, 0x05, 0x15, 0x35, 0x45, 0x06
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

    The kernel runs a new filter once for every number there is, in every child, and later for
    every call whose arguments decide; so the number is searched for by halves.

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
    by_number: dict[int, list[tuple[list[Test], int]]] = defaultdict(list)
    for number, tests, action in rules:
        by_number[number].append((tests, action))
    changes: list[tuple[int, list[bytes]]] = []
    for number in sorted({0, *by_number, *(number + 1 for number in by_number)}):
        decision = _decision(by_number.get(number, []))
        if not changes or decision != changes[-1][1]:
            changes.append((number, decision))
    code += _search(changes)
    if len(code) > MAX_LENGTH:
        raise ValueError(f"the filter has {len(code)} instructions; the kernel takes {MAX_LENGTH}")
    return b"".join(code)


def _search(changes: Sequence[tuple[int, list[bytes]]]) -> list[bytes]:
    """Return what finds and does what is decided for a call; it returns in every case.

    Args:
        changes: numbers, sorted, from which on another decision holds, with that decision.
    """
    if len(changes) == 1:
        return changes[0][1]
    middle = len(changes) // 2
    below, above = _search(changes[:middle]), _search(changes[middle:])
    # A conditional jump reaches 255 instructions; the unconditional one, any of them.
    return [_pack(_JGE, 0, 1, changes[middle][0]), _pack(_JA, 0, 0, len(below)), *below, *above]


def _decision(rules: list[tuple[list[Test], int]]) -> list[bytes]:
    """Return what the rules of one call decide, `ENOSYS` where none of them fits."""
    code = []
    for tests, action in [*rules, ([], errno_action(ENOSYS))]:
        code += _rule(tests, action)
        if not tests:
            break
    return code


def _rule(tests: list[Test], action: int) -> list[bytes]:
    """Return one rule; where it does not fit, what follows it decides."""
    steps = [step for test in tests for step in test.instructions()]
    code = []
    for position, (opcode, yes, no, value) in enumerate(steps):
        to_next = len(steps) - position
        code.append(_pack(opcode, to_next if yes is None else yes,
                          to_next if no is None else no, value))  # fmt: skip
    return [*code, _pack(_RET, 0, 0, action)]


def _pack(opcode: int, yes: int, no: int, value: int) -> bytes:
    # struct sock_filter: __u16 code, __u8 jt, __u8 jf, __u32 k.
    return struct.pack("=HBBI", opcode, yes, no, value)
