"""Each check beside what is found: expected, found, and whether they agree."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from simulator.engine.consent import consent_respected
from simulator.engine.finding import Finding, counted, listed, profile_name
from simulator.engine.following import plan_reports, plan_satisfied
from simulator.engine.memberships import in_segment, leaves_segment, segment_count, segment_members
from simulator.engine.outside import nothing_outside
from simulator.engine.same_result import same_result
from simulator.engine.shop_list import segment_is_list
from simulator.engine.sight import Sight
from simulator.engine.silence import nothing_silent
from simulator.instants import clock_text
from simulator.scenario import (
    Apart,
    AttributeIs,
    AttributeMissing,
    Check,
    ConsentRespected,
    HistoryCounts,
    HistoryIs,
    InSegment,
    LeavesSegment,
    MessageCount,
    NothingOutside,
    NothingSilent,
    PlanReports,
    PlanSatisfied,
    ProfileCount,
    SameResult,
    SegmentCount,
    SegmentIsList,
    SegmentMembers,
    WrittenBy,
)
from simulator.values import Json, text_of
from simulator.workspace import EventFact, PersonAnswer


def tested(check: Check, sight: Sight, shoppers: Sequence[str], *, zone: str) -> Finding:
    """Test one check in the second that `sight` looks at.

    Args:
        shoppers: everybody in the scenario.
        zone: where the shop is; instants in tables are in its time.
    """
    match check:
        case ProfileCount():
            return _profile_count(check, sight)
        case AttributeIs():
            return _attribute_is(check, sight)
        case AttributeMissing():
            return _attribute_missing(check, sight)
        case HistoryIs():
            return _history_is(check, sight, zone)
        case HistoryCounts():
            return _history_counts(check, sight)
        case InSegment():
            return in_segment(check, sight)
        case LeavesSegment():
            return leaves_segment(check, sight)
        case SegmentMembers():
            return segment_members(check, sight, shoppers)
        case SegmentCount():
            return segment_count(check, sight)
        case SegmentIsList():
            return segment_is_list(check, sight, shoppers)
        case MessageCount():
            return _message_count(check, sight)
        case Apart():
            return _apart(check, sight)
        case WrittenBy():
            return _written_by(check, sight)
        case ConsentRespected():
            return consent_respected(check, sight, shoppers)
        case NothingSilent():
            return nothing_silent(sight)
        case NothingOutside():
            return nothing_outside(sight, shoppers)
        case PlanSatisfied():
            return plan_satisfied(sight)
        case PlanReports():
            return plan_reports(check, sight)
        case SameResult():
            return same_result(check, sight, zone=zone)
        case _:
            assert_never(check)


def _profile_count(check: ProfileCount, sight: Sight) -> Finding:
    profiles = sight.people if check.shopper is None else sight.profiles(check.shopper)
    return Finding(
        holds=len(profiles) == check.count,
        expected=counted(check.count, "profile"),
        found=f"{counted(len(profiles), 'profile')}{listed(profiles)}",
        shoppers=() if check.shopper is None else (check.shopper,),
        operations=frozenset(profile.operation for profile in profiles),
    )


def _attribute_is(check: AttributeIs, sight: Sight) -> Finding:
    expected = f"{check.attribute} is {text_of(check.value)}" + (f" ({check.type})" if check.type else "")
    profile = _only(sight.profiles(check.shopper))
    if isinstance(profile, str):
        return Finding(False, expected, profile, (check.shopper,))
    value, operation = _attribute(profile, check.attribute)
    kind = type_name(value)
    return Finding(
        holds=agrees(check.value, value) and check.type in (None, kind),
        expected=expected,
        found=f"{check.attribute} is missing" if value is None else f"{check.attribute} is {text_of(value)} ({kind})",
        shoppers=(check.shopper,),
        operations=operation,
    )


def _attribute_missing(check: AttributeMissing, sight: Sight) -> Finding:
    expected = f"no {check.attribute}"
    profile = _only(sight.profiles(check.shopper))
    if isinstance(profile, str):
        return Finding(False, expected, profile, (check.shopper,))
    value, operation = _attribute(profile, check.attribute)
    found = expected if value is None else f"{check.attribute} is {text_of(value)}"
    return Finding(value is None, expected, found, (check.shopper,), operation)


def _only(profiles: Sequence[PersonAnswer]) -> PersonAnswer | str:
    """The one profile of a shopper, or what is wrong with their number."""
    if len(profiles) == 1:
        return profiles[0]
    return "no profile" if not profiles else f"{counted(len(profiles), 'profile')}{listed(profiles)}"


def _attribute(profile: PersonAnswer, name: str) -> tuple[Json, frozenset[int]]:
    identifiers = {"id": profile.id, "email": profile.email, "phone": profile.phone, "cio_id": profile.cio_id}
    if identifiers.get(name) is not None:
        return identifiers[name], frozenset((profile.operation,))
    fact = profile.attributes.get(name)
    return (None, frozenset()) if fact is None else (fact.value, frozenset((fact.operation,)))


def _history_is(check: HistoryIs, sight: Sight, zone: str) -> Finding:
    events = sight.history(check.shopper)
    found = [tuple(_cell(event, column, sight, zone) for column in check.columns) for event in events]
    holds = len(found) == len(check.rows) and all(
        _cell_agrees(column, wanted, shown, event)
        for row, cells, event in zip(check.rows, found, events, strict=True)
        for column, wanted, shown in zip(check.columns, row, cells, strict=True)
    )
    return Finding(
        holds, _rows(check.rows), _rows(found), (check.shopper,), frozenset(event.operation for event in events)
    )


def _cell(event: EventFact, column: str, sight: Sight, zone: str) -> str:
    match column:
        case "event":
            return event.name
        case "at":
            return clock_text(event.at, zone=zone)
        case "source":
            delivery = sight.record.delivery_of(event.operation)
            return "" if delivery is None else delivery.source
        case _:
            value = event.data.get(column)
            return "" if value is None else text_of(value)


def _cell_agrees(column: str, wanted: str, shown: str, event: EventFact) -> bool:
    """Whether a cell is as written; an empty one of `at` or `source` asks for nothing, of data for no such data."""
    if column == "at":
        return shown.endswith(wanted)
    if column in ("event", "source"):
        return wanted in ("", shown)
    return agrees(wanted, event.data.get(column)) if wanted else not shown


def _rows(rows: Sequence[Sequence[str]]) -> str:
    return "; ".join(" ".join(cell for cell in row if cell) for row in rows) or "nothing"


def _history_counts(check: HistoryCounts, sight: Sight) -> Finding:
    events = [event for event in sight.history(check.shopper) if event.name == check.event]
    return Finding(
        holds=len(events) == check.count,
        expected=f"{check.count} '{check.event}'",
        found=f"{len(events)} '{check.event}'",
        shoppers=(check.shopper,),
        operations=frozenset(event.operation for event in events),
    )


def _message_count(check: MessageCount, sight: Sight) -> Finding:
    lines = sight.messages if check.shopper is None else sight.messages_to(check.shopper)
    sent = [message for message in lines if message.campaign == check.campaign and message.state == "sent"]
    whom = "" if check.shopper is None else f" to {check.shopper}"
    return Finding(
        holds=len(sent) == check.count,
        expected=f"'{check.campaign}' sends {counted(check.count, 'message')}{whom}",
        found=counted(len(sent), "message"),
        shoppers=() if check.shopper is None else (check.shopper,),
        operations=frozenset(message.trigger_operation for message in sent),
    )


def _written_by(check: WrittenBy, sight: Sight) -> Finding:
    expected = f"{check.attribute} was last written by {check.source}"
    profile = _only(sight.profiles(check.shopper))
    if isinstance(profile, str):
        return Finding(False, expected, profile, (check.shopper,))
    fact = profile.attributes.get(check.attribute)
    if fact is None:
        return Finding(False, expected, f"{check.attribute} is missing", (check.shopper,))
    found = f"{check.attribute} is {text_of(fact.value)}, written by {fact.source or 'a call of no delivery'}"
    return Finding(fact.source == check.source, expected, found, (check.shopper,), frozenset((fact.operation,)))


def _apart(check: Apart, sight: Sight) -> Finding:
    first = {profile.cio_id for profile in sight.profiles(check.first)}
    both = [profile for profile in sight.profiles(check.second) if profile.cio_id in first]
    return Finding(
        holds=not both,
        expected=f"{check.first} and {check.second} share no profile",
        found=f"they share {counted(len(both), 'profile')}{listed(both)}" if both else "they share none",
        shoppers=(check.first, check.second),
        operations=frozenset(profile.operation for profile in both),
        causes=tuple(whose for profile in both for whose in _whose_events(profile, sight)),
    )


def _whose_events(profile: PersonAnswer, sight: Sight) -> Iterator[str]:
    """Who did what lies on the profile."""
    for event in profile.events:
        delivery = sight.record.delivery_of(event.operation)
        if delivery is not None:
            yield f"{delivery.id}: {delivery.what} was done by {delivery.shopper} and lies on {profile_name(profile)}"


def agrees(expected: Json, found: Json) -> bool:
    """Whether a value is what was written: numbers by value, also when written as text; the rest by its text."""
    if isinstance(found, int | float) and not isinstance(found, bool):
        try:
            return float(text_of(expected)) == found
        except ValueError:
            return False
    if isinstance(expected, list | dict) or isinstance(found, list | dict):
        return expected == found or text_of(expected) == text_of(found)
    return found is not None and text_of(expected) == text_of(found)


def type_name(value: Json) -> str:
    """What the type of a value is called in a table."""
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "list"
        case dict():
            return "object"
        case None:
            return "missing"
