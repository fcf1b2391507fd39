"""A workspace as bytes: equal states give equal bytes, whatever the order of hashing. And a log as bytes, and back.

Replaying a log gives the same bytes; a log names the version of the rules it was written under.
"""

from collections.abc import Iterable

import msgspec

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.workspace.machine import Logged, Machine
from simulator.workspace.profiles import Person

RULES_VERSION = 1
"""Counts up when the same log would give another state."""


class _Line(msgspec.Struct, frozen=True, gc=False):
    at: Instant
    operation: Operation


class _Log(msgspec.Struct, frozen=True, gc=False):
    rules: int
    starts: Instant
    lines: list[_Line]


def state_bytes(machine: Machine) -> bytes:
    """Everything the machine holds, in one canonical form (MessagePack with sorted keys)."""
    facts, watch, passages, definition = machine.facts, machine.watch, machine.passages, machine.definition
    parts = {
        "now": machine.now,
        "settings": definition.settings,
        "segments": list(definition.segments.items()),
        "campaigns": list(definition.campaigns.items()),
        "agenda": [(entry.instant, entry.phase, entry.kind, entry.key) for entry in machine.present.agenda.in_order()],
        "added": facts.directory.added,
        "people": [_person(person) for person in facts.directory],
        "held": facts.anonymous.held,
        "owners": facts.anonymous.owners,
        "seen": facts.seen,
        "lists": {name: sorted(members.items()) for name, members in facts.lists.items()},
        "history": watch.history,
        "outbox": passages.outbox,
        "enrolments": [
            (one.number, one.campaign, one.person, one.row, one.entered_at, one.step)
            for one in passages.enrolments.values()
        ],
        "candidates": [
            (one.number, one.campaign, one.person, one.row, one.deadline) for one in passages.candidates.values()
        ],
        "triggers": passages.triggers,
        "entries": passages.entries,
    }
    return msgspec.msgpack.encode(parts, order="deterministic")


def _person(person: Person) -> dict[str, object]:
    return {
        "key": person.key,
        "cio_id": person.cio_id,
        "id": person.id,
        "email": person.email,
        "added_at": person.added_at,
        "operation": person.operation,
        "attributes": person.attributes,
        "events": person.history.rows,
        "anonymous_ids": person.anonymous_ids,
        "memberships": {name: (one.inside, one.timer, one.operation) for name, one in person.memberships.items()},
        "stale": sorted(person.stale),
        "enrolments": person.enrolments,
        "entries": person.entries,
        "waiting": person.waiting,
    }


def log_bytes(log: Iterable[Logged], *, starts: Instant) -> bytes:
    """The log of a machine that began at `starts`."""
    lines = [_Line(line.at, line.operation) for line in log]
    return msgspec.msgpack.encode(_Log(RULES_VERSION, starts, lines), order="deterministic")


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
    machine = Machine(now=read.starts)
    for line in read.lines:
        machine.apply(line.operation, at=line.at)
    return machine
