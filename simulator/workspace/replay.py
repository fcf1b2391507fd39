"""The log of a workspace as bytes, and the machine that it rebuilds, byte by byte.

A log names the version of the rules it was written under and the seed of its machine.
"""

from collections.abc import Iterable

import msgspec

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.workspace.machine import Logged, Machine
from simulator.workspace.snapshot import RULES_VERSION


class _Line(msgspec.Struct, frozen=True, gc=False):
    at: Instant
    operation: Operation
    source: str | None


class _Log(msgspec.Struct, frozen=True, gc=False):
    rules: int
    starts: Instant
    seed: int
    lines: list[_Line]


def log_bytes(log: Iterable[Logged], *, starts: Instant, seed: int = 0) -> bytes:
    """The log of a machine with this seed that began at `starts`."""
    lines = [_Line(line.at, line.operation, line.source) for line in log]
    return msgspec.msgpack.encode(_Log(RULES_VERSION, starts, seed, lines))


def replayed(log: bytes) -> Machine:
    """A machine that went through the log.

    Raises:
        ValueError: the bytes are no log, or one of another version of the rules.
    """
    try:
        read = msgspec.msgpack.decode(log, type=_Log)
    except msgspec.DecodeError as error:
        raise ValueError(f"this is no log of a workspace: {error}") from error
    if read.rules != RULES_VERSION:
        raise ValueError(f"the log was written under rules {read.rules}; this version has {RULES_VERSION}")
    machine = Machine(now=read.starts, seed=read.seed)
    for line in read.lines:
        machine.apply(line.operation, at=line.at, source=line.source)
    return machine
