"""Builders of workspaces and operations with sensible defaults: a test names only what matters to it.

The virtual clock starts at `START`; tests read best as `at=START + minutes(5)`. A person is named by one text: an
email has an `@`, a cio_id begins with `cio_`, anything else is an id.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from simulator.operations import (
    AddToSegment,
    Advance,
    Define,
    EventKind,
    Identifier,
    IdentifierKind,
    Identify,
    Operation,
    RemoveFromSegment,
    Track,
)
from simulator.values import Json
from simulator.workspace import Machine, MessageAnswer, Outcome, PersonAnswer, SegmentAnswer, views

START = 1_772_442_000
"""Monday, 2026-03-02T09:00:00Z."""


def minutes(count: int) -> int:
    return 60 * count


def hours(count: int) -> int:
    return 3_600 * count


def days(count: int) -> int:
    return 86_400 * count


def a_workspace(
    *operations: Operation,
    segments: Mapping[str, Json] | None = None,
    campaigns: Mapping[str, Json] | None = None,
    settings: Mapping[str, Json] | None = None,
    now: int = START,
) -> Machine:
    """A workspace in which every segment is watched and `operations` have happened at its first second."""
    machine = Machine(now=now)
    machine.apply(define(segments=segments, campaigns=campaigns, settings=settings), at=now)
    for operation in operations:
        machine.apply(operation, at=now)
    return machine


def define(
    *,
    segments: Mapping[str, Json] | None = None,
    campaigns: Mapping[str, Json] | None = None,
    settings: Mapping[str, Json] | None = None,
    watch: Iterable[str] | None = None,
) -> Define:
    """A definition that watches all its segments, or those of `watch`."""
    parts = {"settings": settings, "segments": segments, "campaigns": campaigns}
    definition: dict[str, Json] = {key: dict(part) for key, part in parts.items() if part is not None}
    return Define(definition, watch=tuple(segments or ()) if watch is None else tuple(watch))


def named(who: str) -> Identifier:
    """The identifier that `who` looks like."""
    if who.startswith("cio_"):
        return Identifier("cio_id", who.removeprefix("cio_"))
    kind: IdentifierKind = "email" if "@" in who else "id"
    return Identifier(kind, who)


def identify(
    who: str,
    attributes: Mapping[str, Json] | None = None,
    /,
    *,
    timestamp: int | None = None,
    update_only: bool = False,
    **more: Json,
) -> Identify:
    """Attributes by keyword, or as a mapping where a name is no keyword."""
    return Identify(named(who), {**(attributes or {}), **more}, timestamp, update_only)


def track(
    who: str | None,
    name: str = "Added to Cart",
    data: Mapping[str, Json] | None = None,
    /,
    *,
    kind: EventKind = "event",
    timestamp: int | None = None,
    id: str | None = None,  # noqa: A002  as the API calls it
    anonymous_id: str | None = None,
    **more: Json,
) -> Track:
    """Data by keyword, or as a mapping."""
    values = {**(data or {}), **more}
    return Track(name, None if who is None else named(who), kind, values, timestamp, id, anonymous_id)


def put_in(segment: str, *people: str) -> AddToSegment:
    return AddToSegment(segment, tuple(map(named, people)))


def take_out(segment: str, *people: str) -> RemoveFromSegment:
    return RemoveFromSegment(segment, tuple(map(named, people)))


def advance(machine: Machine, to: int) -> Outcome:
    """Let time pass until `to` and look at that second."""
    return machine.apply(Advance(to), at=machine.now)


def person(machine: Machine, who: str) -> PersonAnswer:
    """The profile, which must exist."""
    found = views.person(machine, named(who))
    assert found is not None, f"nobody is known as {who}"
    return found


def attributes(machine: Machine, who: str) -> dict[str, Json]:
    """The person's attributes, without the identifiers."""
    return {name: fact.value for name, fact in person(machine, who).attributes.items()}


def people(machine: Machine) -> list[tuple[str | None, str | None]]:
    """Id and email of everybody, the oldest first."""
    return [(one.id, one.email) for one in views.people(machine)]


def segment(machine: Machine, name: str = "S") -> SegmentAnswer:
    """The segment, which must be defined."""
    found = views.segment(machine, name)
    assert found is not None, f"no segment is called {name}"
    return found


def members(machine: Machine, name: str = "S") -> list[str]:
    """Who is in the segment, by id, else email, else cio_id."""
    return [one.id or one.email or one.cio_id for one in segment(machine, name).members]


class Passage(NamedTuple):
    """Somebody entered or left a segment, so many seconds after `START`."""

    at: int
    did: str


def passages(machine: Machine, name: str = "S", who: str = "u1") -> list[Passage]:
    """When the person entered and left the watched segment."""
    history, cio_id = segment(machine, name).history, person(machine, who).cio_id
    assert history is not None, f"{name} is not watched"
    return [
        Passage(change.at - START, "entered" if change.entered else "left")
        for change in history
        if change.cio_id == cio_id
    ]


def outbox(machine: Machine) -> list[tuple[int, str, str]]:
    """Each line of the outbox: seconds after `START`, the message's name, its state."""
    return [(line.at - START, line.name, line.state) for line in views.messages(machine)]


def last_message(machine: Machine) -> MessageAnswer:
    return views.messages(machine)[-1]
