"""What was seen in the end, as checks: how many people, what their profiles hold, segments, messages."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

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
    """The workspace as it was looked at: `owners` are shoppers by cio_id of a profile, `members` cio_ids by segment."""

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
        to = Counter(name for one in sent for name in seen.owners.get(one.cio_id, ()))
        yield from (MessageCount(campaign, count, shopper) for shopper, count in to.items())


def _attributes(shopper: str, profile: PersonAnswer) -> Iterator[Check]:
    """Each value, and its type where its text could be that of another; objects are left aside."""
    for kind in _IDENTIFIERS:
        value = getattr(profile, kind)
        if value is not None:
            yield AttributeIs(shopper, kind, value, _type_beside(value))
    for name, fact in profile.attributes.items():
        if not isinstance(fact.value, dict) and fact.value is not None:
            yield AttributeIs(shopper, name, fact.value, _type_beside(fact.value))


def _type_beside(value: Json) -> AttributeType | None:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case list():
            return "list"
        case str() if _reads_as_another(value):
            return "string"
        case _:
            return None


def _reads_as_another(text: str) -> bool:
    """Whether the text would be a number, a list or the like in JSON."""
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _history(shopper: str, profiles: Sequence[PersonAnswer]) -> Iterator[Check]:
    events = Counter(event.name for profile in profiles for event in profile.events if event.kind == "event")
    yield from (HistoryCounts(shopper, event, count) for event, count in events.items())
