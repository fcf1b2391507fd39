"""A workspace as bytes and back: equal states give equal bytes, and what comes back goes on as the first would have.

Everything that the future depends on is written (MessagePack), in the order in which it came; what can be computed from
it, such as indexes, is built anew. The bytes name the version of the rules they were written under.
"""

from functools import reduce
from operator import or_
from typing import Any

import msgspec

from simulator.instants import Instant
from simulator.operations import Define, FactOperation, IdentifierKind
from simulator.workspace.agenda import AgendaKey, Phase
from simulator.workspace.anonymous import Owner
from simulator.workspace.campaigns.enrolment import Candidate, Enrolment
from simulator.workspace.campaigns.outbox import MessageRow
from simulator.workspace.effects import Effect
from simulator.workspace.events import EventRow
from simulator.workspace.facts import Departed, Facts, Inheritance, Seen
from simulator.workspace.machine import Machine, Waiting
from simulator.workspace.present import Told
from simulator.workspace.profiles import AttributeRow, DeviceRow, Membership, MergeRow, Person, RelationRow
from simulator.workspace.provider_lists import ListedAddress
from simulator.workspace.segments.register import Register, Registered
from simulator.workspace.segments.watch import Passage

RULES_VERSION = 5
"""Counts up when the same log would give another state, or the same state other bytes."""


class _Person(msgspec.Struct, array_like=True):
    key: int
    cio_id: str
    id: str | None
    email: str | None
    phone: str | None
    added_at: Instant
    operation: int
    attributes: dict[str, AttributeRow]
    events: list[EventRow]
    anonymous_ids: list[str]
    devices: list[DeviceRow]
    relations: list[tuple[str, str, RelationRow]]
    merges: tuple[MergeRow, ...]
    inheriting: tuple[int, ...]
    memberships: dict[str, Membership]
    stale: list[str]
    enrolments: list[int]
    entries: dict[str, Instant]
    waiting: list[int]


class _State(msgspec.Struct):
    """What the machine holds; `definition` is JSON text, for the order of segments says how new ones are numbered."""

    now: Instant
    seed: int
    definition: bytes
    watch: tuple[str, ...]
    segments: list[tuple[str, Registered]]
    segments_made: int
    agenda: list[tuple[Instant, int, str, AgendaKey]]
    added: int
    people: list[_Person]
    guests: list[_Person]
    held: dict[str, list[EventRow]]
    held_relations: dict[str, list[tuple[str, str, RelationRow]]]
    owners: dict[str, Owner]
    seen: dict[str, Seen]
    lists: dict[str, list[tuple[int, int]]]
    blocked: list[tuple[IdentifierKind, str, int]]
    departed: dict[str, Departed]
    inheritances: list[tuple[int, Inheritance]]
    provider_lists: list[ListedAddress]
    stopped: list[tuple[str, str, int]]
    waiting: list[tuple[int, FactOperation, Instant]]
    history: dict[str, list[Passage]]
    outbox: list[MessageRow]
    candidates: list[Candidate]
    enrolments: list[Enrolment]
    triggers: int
    entries: int
    remembered: msgspec.Raw


class _Saved(msgspec.Struct):
    """A snapshot; `sources` are who sent each operation so far."""

    rules: int
    sources: list[str | None]
    state: msgspec.Raw


_encoder = msgspec.msgpack.Encoder()
_state_decoder = msgspec.msgpack.Decoder(_State)
_some_effect: Any = reduce(or_, Effect.__subclasses__())
_remembered_decoder: msgspec.msgpack.Decoder[list[tuple[Instant, int, Effect]]] = msgspec.msgpack.Decoder(
    list[tuple[Instant, int, _some_effect]]
)


def state_bytes(machine: Machine) -> bytes:
    """Everything that the machine's future depends on, but for the numbering of its operations."""
    return _encoder.encode(_state_of(machine))


def saved(machine: Machine) -> bytes:
    """The workspace as bytes that `restored` makes it from; its log is not among them."""
    return _encoder.encode(_Saved(RULES_VERSION, machine.sources, msgspec.Raw(state_bytes(machine))))


def restored(data: bytes) -> Machine:
    """A machine that goes on as the one that was saved; its log begins anew.

    Raises:
        ValueError: the bytes are no snapshot, or one of another version of the rules.
    """
    try:
        read = msgspec.msgpack.decode(data, type=_Saved)
        if read.rules != RULES_VERSION:
            raise ValueError(f"the snapshot was written under rules {read.rules}; this version has {RULES_VERSION}")
        state = _state_decoder.decode(read.state)
        remembered = _remembered_decoder.decode(state.remembered)
    except msgspec.DecodeError as error:
        raise ValueError(f"this is no snapshot of a workspace: {error}") from error
    machine = Machine(now=state.now, seed=state.seed)
    machine.sources = read.sources
    register = Register(dict(state.segments), made=state.segments_made)
    machine.restore_definition(Define(msgspec.json.decode(state.definition), state.watch), register)
    _restore_facts(machine.facts, state)
    _restore_rest(machine, state)
    machine.present.remembered = [Told(at, operation, effect) for at, operation, effect in remembered]
    return machine


def rewind(machine: Machine, state: bytes) -> None:
    """Let the machine be again as it was when these `state_bytes` were its own; it must be set up as it was then.

    The cheap way back, many times over: nothing is set up anew. Its log, its activity log and the numbering of its
    operations begin anew.
    """
    read = _state_decoder.decode(state)
    assert dict(read.segments) == machine.register.segments, "the segments are those that there were"
    machine.facts.empty()
    machine.passages.empty()
    machine.present.agenda.empty()
    machine.present.remembered.clear()
    machine.log.clear()
    machine.sources = []
    machine.present.now = machine.present.received = read.now
    _restore_facts(machine.facts, read)
    _restore_rest(machine, read)


def _state_of(machine: Machine) -> _State:
    facts, passages = machine.facts, machine.passages
    return _State(
        now=machine.now,
        seed=machine.seed,
        definition=msgspec.json.encode(machine.defined.definition),
        watch=machine.defined.watch,
        segments=list(machine.register.segments.items()),
        segments_made=machine.register.made,
        agenda=[(entry.instant, entry.phase, entry.kind, entry.key) for entry in machine.present.agenda.in_order()],
        added=facts.directory.added,
        people=[_written(person) for person in facts.directory],
        guests=[_written(guest) for guest in facts.directory.guests],
        held=facts.anonymous.held,
        held_relations={
            anonymous_id: [(*name, relation) for name, relation in relations.items()]
            for anonymous_id, relations in facts.anonymous.relations.items()
        },
        owners=facts.anonymous.owners,
        seen=facts.seen,
        lists={name: sorted(members.items()) for name, members in facts.lists.items()},
        blocked=[(kind, value, operation) for (kind, value), operation in facts.blocklist.blocked.items()],
        departed=facts.departed,
        inheritances=list(facts.inheritances.items()),
        provider_lists=facts.provider_lists.rows(),
        stopped=[(*name, operation) for name, operation in facts.stopped.items()],
        waiting=[(number, *waiting) for number, waiting in machine.waiting.items()],
        history=machine.watch.history,
        outbox=passages.outbox.rows,
        candidates=list(passages.candidates.values()),
        enrolments=list(passages.enrolments.values()),
        triggers=passages.triggers,
        entries=passages.entries,
        remembered=msgspec.Raw(_encoder.encode(machine.present.remembered)),
    )


def _written(person: Person) -> _Person:
    return _Person(
        person.key,
        person.cio_id,
        person.id,
        person.email,
        person.phone,
        person.added_at,
        person.operation,
        person.attributes,
        person.history.rows,
        person.anonymous_ids,
        list(person.devices.values()),
        [(*name, relation) for name, relation in person.relations.items()],
        person.merges,
        person.inheriting,
        person.memberships,
        sorted(person.stale),
        person.enrolments,
        person.entries,
        person.waiting,
    )


def _read(row: _Person) -> Person:
    person = Person(row.key, row.added_at, row.operation)
    person.cio_id = row.cio_id
    person.id, person.email, person.phone = row.id, row.email, row.phone
    person.attributes = row.attributes
    person.history.extend(row.events)
    person.anonymous_ids = row.anonymous_ids
    person.devices = {device.token: device for device in row.devices}
    person.relations = {(kind, name): relation for kind, name, relation in row.relations}
    person.merges, person.inheriting = row.merges, row.inheriting
    person.memberships, person.stale = row.memberships, set(row.stale)
    person.enrolments, person.entries, person.waiting = row.enrolments, row.entries, row.waiting
    return person


def _restore_facts(facts: Facts, state: _State) -> None:
    facts.directory.added = state.added
    for person in map(_read, state.people):
        facts.directory.restore(person)
        for device in person.devices.values():
            facts.hold_token(person, device)
    for guest in map(_read, state.guests):
        facts.directory.restore_guest(guest)
    facts.anonymous.held, facts.anonymous.owners = state.held, state.owners
    facts.anonymous.relations = {
        anonymous_id: {(kind, name): relation for kind, name, relation in relations}
        for anonymous_id, relations in state.held_relations.items()
    }
    facts.seen, facts.departed = state.seen, state.departed
    facts.provider_lists.restore(state.provider_lists)
    facts.stopped = {(phone, sender): operation for phone, sender, operation in state.stopped}
    facts.lists = {name: dict(members) for name, members in state.lists.items()}
    facts.blocklist.blocked = {(kind, value): operation for kind, value, operation in state.blocked}
    facts.inheritances = dict(state.inheritances)


def _restore_rest(machine: Machine, state: _State) -> None:
    for instant, phase, kind, key in state.agenda:
        machine.present.agenda.put(instant, Phase(phase), kind, key)
    machine.waiting = {number: Waiting(operation, received) for number, operation, received in state.waiting}
    machine.watch.history = state.history
    passages = machine.passages
    passages.outbox.restore(state.outbox)
    passages.triggers, passages.entries = state.triggers, state.entries
    passages.candidates = {candidate.number: candidate for candidate in state.candidates}
    passages.enrolments = {enrolment.number: enrolment for enrolment in state.enrolments}
