"""Calls beside the plan: unknown events, fields that are missing or slipped, and sources that write what is another's.

Only custom events and attributes are looked at. An attribute or a field that the plan does not name is nobody's
business; an event that it does not name is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from simulator.documents.problem import did_you_mean
from simulator.operations import Identify, Operation, Track
from simulator.plan.fields import NOTHING_KNOWN, Known, Slip, missing, slips
from simulator.plan.scales import time_off
from simulator.plan.tracking_plan import (
    ANYBODY,
    PlannedEvent,
    PlannedField,
    PlanRule,
    TrackingPlan,
    name_form,
)

_OWN_TIME = "timestamp"
"""The name under which a call tells of when it is; its unit needs no plan, but a plan may require it."""
_SECONDS = PlannedField("time", "seconds")


@dataclass(frozen=True, slots=True)
class Told:
    """A call, and by whom; a caller who named no source is known by no more than its program."""

    operation: Operation
    source: str
    names_source: bool = True
    known: Known = NOTHING_KNOWN


class Violation(msgspec.Struct, frozen=True):
    """That a call differs from the plan: by which rule, at which field, event or attribute, and in words."""

    rule: PlanRule
    field: str
    words: str


def violations(plan: TrackingPlan, calls: Sequence[Told]) -> list[tuple[Violation, Told]]:
    """Every way in which the calls differ from the plan, in the order of the calls."""
    strangers = _strangers(plan, calls)
    return [
        (violation, call)
        for call in calls
        for violation in (*_slips_of(plan, call), *_strange_writing(plan, call, strangers))
    ]


def is_planned_for(call: Told) -> bool:
    """Whether a plan can have something to say about the call."""
    operation = call.operation
    return isinstance(operation, Identify) or (isinstance(operation, Track) and operation.kind == "event")


def _slips_of(plan: TrackingPlan, call: Told) -> Iterator[Violation]:
    operation = call.operation
    match operation:
        case Track(kind="event", name=name):
            yield from _worded(_event_slips(plan, operation, call.known), f"of '{name}' ")
            if name not in plan.events:
                yield Violation("unknown event", name, _unknown_words(plan, name))
        case Identify(attributes=attributes, timestamp=time):
            planned = {name: one.field for name, one in plan.attributes.items() if name in attributes}
            yield from _worded(slips(attributes, planned, call.known), "")
            yield from _worded(_time_slip(time, call.known), "of an update ")
        case _:
            pass


def _event_slips(plan: TrackingPlan, event: Track, known: Known) -> Iterator[Slip]:
    planned = plan.events.get(event.name)
    if planned is not None:
        yield from missing({_OWN_TIME: event.timestamp, **event.data}, planned.required)
        yield from slips(event.data, {**planned.required, **planned.optional}, known)
    yield from _time_slip(event.timestamp, known)


def _time_slip(time: int | None, known: Known) -> Iterator[Slip]:
    off = None if time is None else time_off(time, _SECONDS, known.occurred)
    if off is not None:
        yield Slip("time scale", _OWN_TIME, f"is {time}, {off}")


def _worded(found: Iterable[Slip], of: str) -> Iterator[Violation]:
    for slip in found:
        yield Violation(slip.rule, slip.path, f"{slip.path} {of}{slip.words}")


def _unknown_words(plan: TrackingPlan, name: str) -> str:
    meant = plan.meant_by(name)
    if meant is None:
        same = (event for event in plan.events if name_form(event) == name_form(name))
        meant = next(same, None)
        advice = f" The plan writes '{meant}'." if meant else did_you_mean(name, plan.events)
        return f"'{name}' is no event of the plan.{advice}".removesuffix(".")
    return f"'{name}' is no event of the plan, which calls it '{meant}'"


Subject = tuple[str, str]
"""`event` or `attribute`, and its name."""


def _strangers(plan: TrackingPlan, calls: Iterable[Told]) -> dict[Subject, dict[str, str]]:
    """The sources that write what is another's, each with whose it is.

    A caller who named no source may be an owner, as long as there are no more writers than owners. What has no owner
    may be written by one source, the first.
    """
    writers: dict[Subject, dict[str, bool]] = {}
    for call in calls:
        for subject in _written(plan, call):
            writers.setdefault(subject, {})[call.source] = call.names_source
    return {subject: _strangers_among(_owners(plan, subject), sources) for subject, sources in writers.items()}


def _strangers_among(owners: tuple[str, ...], writers: dict[str, bool]) -> dict[str, str]:
    if ANYBODY in owners:
        return {}
    if not owners:
        first, *others = writers
        return dict.fromkeys(others, f"and by {first}; the plan names no owner")
    whose = f"and is {' or '.join(owners)}'s by the plan"
    strangers = [source for source, is_named in writers.items() if source not in owners]
    if len(writers) <= len(owners):
        strangers = [source for source in strangers if writers[source]]
    return dict.fromkeys(strangers, whose)


def _written(plan: TrackingPlan, call: Told) -> Iterator[Subject]:
    """What the call writes that the plan has."""
    match call.operation:
        case Track(kind="event", name=name) if name in plan.events:
            yield "event", name
        case Identify(attributes=attributes):
            yield from (("attribute", name) for name in attributes if name in plan.attributes)
        case _:
            pass


def _owners(plan: TrackingPlan, subject: Subject) -> tuple[str, ...]:
    kind, name = subject
    found: PlannedEvent | None = plan.events.get(name) if kind == "event" else None
    return plan.attributes[name].owners if found is None else found.owners


def _strange_writing(plan: TrackingPlan, call: Told, strangers: dict[Subject, dict[str, str]]) -> Iterator[Violation]:
    for subject in _written(plan, call):
        whose = strangers[subject].get(call.source)
        if whose is not None:
            _, name = subject
            shown = f"'{name}'" if subject[0] == "event" else name
            yield Violation("two writers", name, f"{shown} is written by {call.source}, {whose}")
