"""What was seen in the end, as checks: how many people, what their profiles hold, segments, messages."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.operations import IdentifierKind
from simulator.scenario import (
    AttributeIs,
    AttributeType,
    Check,
    HistoryCounts,
    MessageCount,
    ProfileCount,
    SegmentMembers,
)
from simulator.values import Json
from simulator.workspace import MessageAnswer, PersonAnswer

_IDENTIFIERS: tuple[IdentifierKind, ...] = ("id", "email", "phone")


@dataclass(frozen=True, slots=True)
class Seen:
    """The workspace as it was looked at: `owners` are the shoppers of profiles by cio_id, `members` those of segments."""

    people: Sequence[PersonAnswer]
    owners: Mapping[str, frozenset[str]]
    members: Mapping[str, frozenset[str]]
    messages: Sequence[MessageAnswer]
    campaigns: Sequence[str]


def checks_of(seen: Seen, shoppers: Sequence[str]) -> Iterator[Check]:
    """Everything that a story can expect of it, shopper by shopper."""
    yield ProfileCount(len(seen.people))
    for shopper in shoppers:
        profiles = [one for one in seen.people if shopper in seen.owners[one.cio_id]]
        yield ProfileCount(len(profiles), shopper)
        if len(profiles) == 1:
            yield from _attributes(shopper, profiles[0])
        yield from _history(shopper, profiles)
    for segment, members in seen.members.items():
        inside = {shopper for cio_id in members for shopper in seen.owners.get(cio_id, ())}
        yield SegmentMembers(segment, tuple(shopper for shopper in shoppers if shopper in inside))
    for campaign in seen.campaigns:
        sent = [one for one in seen.messages if one.campaign == campaign and one.state == "sent"]
        yield MessageCount(campaign, len(sent))


def _attributes(shopper: str, profile: PersonAnswer) -> Iterator[Check]:
    for kind in _IDENTIFIERS:
        value = getattr(profile, kind)
        if value is not None:
            yield AttributeIs(shopper, kind, value, "string")
    for name, fact in profile.attributes.items():
        kind_of_value = _type_of(fact.value)
        if kind_of_value is not None:
            yield AttributeIs(shopper, name, fact.value, kind_of_value)


def _type_of(value: Json) -> AttributeType | None:
    """The type of what a story compares well; objects are left aside."""
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "list"
        case _:
            return None


def _history(shopper: str, profiles: Sequence[PersonAnswer]) -> Iterator[Check]:
    events = Counter(event.name for profile in profiles for event in profile.events if event.kind == "event")
    yield from (HistoryCounts(shopper, event, count) for event, count in events.items())
