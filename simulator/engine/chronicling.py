"""Writes down what happened in a run, at its end, while the target is still there.

Deliveries come from the record; what each of them changed, from the target's journal; profiles, memberships and
messages are what the target shows in the last second.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from simulator.engine.chronicle import (
    SENDINGS_MAX,
    SHOPPERS_MAX,
    Answer,
    Change,
    Chapter,
    Chronicle,
    Membership,
    Passing,
    Portrait,
    Sending,
    Unsent,
    Value,
)
from simulator.engine.decisions import decisions
from simulator.engine.finding import counted, profile_name
from simulator.engine.sight import Sight
from simulator.instants import Instant
from simulator.targets import EffectRow, JournalEntry
from simulator.values import Json, text_of
from simulator.workspace import MembershipChange, PersonAnswer, SegmentAnswer

_T = TypeVar("_T")


def chronicle(
    sight: Sight,
    shoppers: Sequence[str],
    segments: Sequence[str],
    answers: Sequence[Answer],
    *,
    starts: Instant,
    zone: str,
) -> Chronicle:
    """What happened up to the second that `sight` looks at.

    Args:
        shoppers: everybody in the scenario; those of whom only deliveries are known are told of behind them.
        segments: those that are worth telling of.
    """
    everybody = tuple(dict.fromkeys((*shoppers, *(doing.delivery.shopper for doing in sight.record.doings))))
    shown = [sight.segment(name) for name in segments]
    return Chronicle(
        zone=zone,
        starts=starts,
        ends=sight.now,
        answers=tuple(answers),
        chapters=tuple(_chapter(shopper, shown, sight) for shopper in everybody[:SHOPPERS_MAX]),
        left_off=len(everybody[SHOPPERS_MAX:]),
    )


def _chapter(shopper: str, segments: Sequence[SegmentAnswer], sight: Sight) -> Chapter:
    profiles = sight.profiles(shopper)
    sendings = tuple(_sendings(shopper, sight))
    unsent = tuple(Unsent(one.what, one.at) for one in sight.truth(shopper).unsent)
    passings = tuple(sorted(_passings(profiles, segments, sight), key=lambda passing: passing.at))
    messages = sight.messages_to(shopper)
    rows: tuple[Sequence[object], ...] = (sendings, unsent, passings, messages)
    return Chapter(
        shopper=shopper,
        sendings=_first(sendings),
        unsent=_first(unsent),
        passings=_first(passings),
        memberships=_first(tuple(_memberships(profiles, segments, sight))),
        messages=_first(messages),
        portraits=tuple(_portrait(profile, sight) for profile in profiles),
        left_off=sum(len(one[SENDINGS_MAX:]) for one in rows),
    )


def _first(rows: tuple[_T, ...]) -> tuple[_T, ...]:
    return rows[:SENDINGS_MAX]


def _sendings(shopper: str, sight: Sight) -> Iterator[Sending]:
    notes: dict[str, list[str]] = {}
    for decision in decisions((shopper,), sight):
        notes.setdefault(decision.delivery.id, []).append(decision.words)
    names = _names(sight.people)
    for doing in sight.record.of(shopper):
        delivery = doing.delivery
        calls = [entry for number in doing.ids for entry in sight.calls_of(number)]
        yield Sending(
            id=delivery.id,
            what=delivery.what,
            source=delivery.source,
            occurred=delivery.occurred,
            sent=delivery.sent,
            arrivals=doing.arrivals,
            late=doing.fault.late,
            from_before=sight.record.is_from_before(doing),
            changes=tuple(change for entry in calls for change in _changes(entry, names)),
            notes=tuple(dict.fromkeys((*_news(calls), *(words for one in doing.ids for words in notes.get(one, ()))))),
        )


def _names(profiles: Sequence[PersonAnswer]) -> dict[str, str]:
    """The profiles by cio_id; who was merged goes by the name of who survived."""
    names = {profile.cio_id: profile_name(profile) for profile in profiles}
    return names | {merge.cio_id: profile_name(profile) for profile in profiles for merge in profile.merges}


def _changes(entry: JournalEntry, names: Mapping[str, str]) -> Iterator[Change]:
    for effect in entry.effects:
        if (change := _change(effect, names)) is not None:
            yield change


def _change(effect: EffectRow, names: Mapping[str, str]) -> Change | None:
    fields = effect.fields
    if effect.name not in ("AttributeChanged", "IdentifierSet"):
        return None
    cio_id = text_of(fields["person"])
    profile = names.get(cio_id, cio_id)
    if effect.name == "AttributeChanged":
        return Change(profile, text_of(fields["name"]), fields["old"], fields["new"])
    return Change(profile, text_of(fields["kind"]), fields["old"], fields["value"])


def _news(calls: Collection[JournalEntry]) -> Iterator[str]:
    """What goes without saying where something failed, and not to somebody who wants to see how it works."""
    for effect in (effect for entry in calls for effect in entry.effects):
        if effect.name == "PersonCreated":
            yield "a new profile was made"
        elif effect.name == "AnonymousAttached" and effect.fields["events"] != 0:
            yield f"{counted(int(text_of(effect.fields['events'])), 'earlier event')} of the device became theirs"
        elif effect.name == "EventHeldAnonymous":
            yield "kept for the device: nobody was known on it yet"


def _passings(profiles: Sequence[PersonAnswer], segments: Sequence[SegmentAnswer], sight: Sight) -> Iterator[Passing]:
    names = _names(profiles)
    for segment in segments:
        for change in segment.history or ():
            if change.cio_id in names:
                cause = _cause(change, sight)
                yield Passing(change.at, segment.name, names[change.cio_id], change.entered, cause)


def _cause(change: MembershipChange, sight: Sight) -> str:
    """The delivery that arrived in that second; else time, which moved on since the last one that mattered."""
    delivery = sight.record.delivery_of(change.operation)
    if delivery is None:
        return "time passed"
    told = f"{delivery.id}: {delivery.what}"
    return told if delivery.arrives == change.at else f"time passed since {told}"


def _memberships(
    profiles: Sequence[PersonAnswer], segments: Sequence[SegmentAnswer], sight: Sight
) -> Iterator[Membership]:
    for segment in segments:
        for profile in profiles:
            answer = sight.why(profile, segment.name)
            yield Membership(segment.name, profile_name(profile), answer.holds, answer.reason, answer.until)


def _portrait(profile: PersonAnswer, sight: Sight) -> Portrait:
    before = _before(profile, sight)
    return Portrait(
        name=profile_name(profile),
        created=profile.created,
        values=tuple(_values(profile, before, sight))[:SENDINGS_MAX],
        events=tuple(Counter(event.name for event in profile.events).items())[:SENDINGS_MAX],
        merged=tuple(
            " + ".join(filter(None, (merge.id, merge.email, merge.phone))) or merge.cio_id for merge in profile.merges
        ),
    )


def _values(profile: PersonAnswer, before: dict[str, Json], sight: Sight) -> Iterator[Value]:
    """The identifiers, what is there now, and what was there when the story began and is no more."""
    for kind, value in (("id", profile.id), ("email", profile.email), ("phone", profile.phone)):
        if value is not None or before.get(kind) is not None:
            yield Value(kind, before.get(kind), value, None, None, None)
    for name, fact in profile.attributes.items():
        delivery = sight.record.delivery_of(fact.operation)
        brought = None if delivery is None else delivery.id
        yield Value(name, before.get(name), fact.value, fact.at, fact.source, brought)
    for name in sorted(before.keys() - profile.attributes.keys() - {"id", "email", "phone"}):
        yield Value(name, before[name], None, None, None, None)


def _before(profile: PersonAnswer, sight: Sight) -> dict[str, Json]:
    """What the deliveries from before the story wrote on the profile."""
    known: dict[str, Json] = {}
    for doing in filter(sight.record.is_from_before, sight.record.doings):
        for effect in (effect for one in doing.ids for entry in sight.calls_of(one) for effect in entry.effects):
            change = _change(effect, {})
            if change is not None and effect.fields["person"] == profile.cio_id:
                known[change.name] = change.new
    return {name: value for name, value in known.items() if value is not None}
