"""The moments of a trace as its page shows them: words, values before and after, nothing left to decide there."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from simulator.deliveries import Webhook
from simulator.engine import Failure, Moment, Profile, Trace, Travel
from simulator.engine.chronicle import Answer
from simulator.instants import clock_text, duration_words
from simulator.report.story_rows import Diff, value_text
from simulator.targets import EffectRow, JournalEntry
from simulator.values import Json, text_of
from simulator.workspace import EventFact, MessageAnswer, PersonAnswer

_BODY_MAX = 4_000
"""How much of a body is shown."""
_VALUES_MAX = 60


@dataclass(frozen=True, slots=True)
class Why:
    """What the workspace did, and by which rule."""

    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Card:
    """A profile before and after; `entered` and `left` are the segments that changed."""

    name: str
    news: str
    changed: tuple[Diff, ...]
    kept: tuple[Diff, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    stayed: tuple[str, ...]
    events: tuple[str, ...]
    events_before: int
    events_after: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it reads, and what became of it."""

    is_new: bool
    state: str
    subject: str
    body: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery before and after."""

    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it went over the wire."""

    line: str
    status: int
    request: str
    response: str


@dataclass(frozen=True, slots=True)
class Row:
    """A moment: what the timeline says, and what stands beside it."""

    kind: str
    word: str
    date: str
    clock: str
    words: str
    aside: str
    whys: tuple[Why, ...]
    cards: tuple[Card, ...]
    cards_left: int
    letters: tuple[Letter, ...]
    parcels: tuple[Parcel, ...]
    webhook: str
    calls: tuple[Call, ...]
    answers: tuple[Answer, ...]
    failures: tuple[Failure, ...]


def rows_of(trace: Trace) -> list[Row]:
    """A row for each moment, in order."""
    return [_row(moment, trace) for moment in trace.moments]


def _row(moment: Moment, trace: Trace) -> Row:
    date, _, clock = clock_text(moment.at, zone=trace.zone).rpartition(" ")
    whys = tuple(_why(effect, trace.names) for effect in moment.effects)
    travels = [_parcel(travel, moment.at, trace.zone) for travel in moment.travels]
    payload = moment.delivery.payload if moment.delivery else None
    return Row(
        kind=_kind(moment),
        word="fails" if moment.failures else "holds" if moment.kind == "expectation" else moment.kind,
        date=date,
        clock=clock,
        words=moment.words or "; ".join(why.words for why in whys[:2]) or "a call of the test's own",
        aside=_aside(moment, trace.zone),
        whys=whys,
        cards=tuple(_card(profile, trace) for profile in moment.profiles),
        cards_left=moment.profiles_left,
        letters=(
            *(_letter(one, trace.zone, is_new=True) for one in moment.outbox.news),
            *(_letter(one, trace.zone, is_new=False) for one in moment.outbox.before),
        ),
        parcels=tuple(travels),
        webhook=_pretty(text_of(payload.body)) if isinstance(payload, Webhook) else "",
        calls=tuple(map(_call, moment.calls)),
        answers=moment.answers,
        failures=moment.failures,
    )


def _kind(moment: Moment) -> str:
    """The class of the row: what colour its dot has."""
    if moment.failures:
        return "fails"
    if moment.outbox.news:
        return "message"
    return moment.kind.replace(" ", "-")


def _aside(moment: Moment, zone: str) -> str:
    delivery = moment.delivery
    if delivery is None:
        return ""
    late = moment.at - delivery.occurred
    happened = f", happened {clock_text(delivery.occurred, zone=zone, beside=moment.at)}" if late else ""
    return f"{moment.arrival}, from {delivery.source}{happened}" + (f", {duration_words(late)} ago" if late else "")


def _why(effect: EffectRow, names: Mapping[str, str]) -> Why:
    """The workspace's own words, with the people by their keys."""
    words = effect.words
    for cio_id, name in names.items():
        words = words.replace(f"person {cio_id}", name).replace(cio_id, name)
    return Why(words, effect.rule or "")


def _card(profile: Profile, trace: Trace) -> Card:
    before, after = profile.before, profile.after
    one = after or before
    assert one is not None, "a profile is there before or after"
    values = tuple(_values(before, after, trace))[:_VALUES_MAX]
    was, now = (set(side.segments) if side else set() for side in (before, after))
    old, new = (side.events if side else () for side in (before, after))
    return Card(
        name=trace.names.get(one.cio_id, one.cio_id),
        news="new" if before is None else "gone" if after is None else "changed" if profile.is_changed else "unchanged",
        changed=tuple(value for value in values if value.is_change),
        kept=tuple(value for value in values if not value.is_change),
        entered=tuple(sorted(now - was)),
        left=tuple(sorted(was - now)),
        stayed=tuple(sorted(now & was)),
        events=tuple(_event(event, trace.zone) for event in new if event not in old)[:10],
        events_before=len(old),
        events_after=len(new),
    )


def _values(before: PersonAnswer | None, after: PersonAnswer | None, trace: Trace) -> Iterator[Diff]:
    was, now = _known(before), _known(after)
    for name in {**was, **now}:
        old, new = (value_text(name, side.get(name), trace.zone) for side in (was, now))
        fact = after.attributes.get(name) if after else None
        by = (fact.source, trace.brought.get(fact.operation)) if fact else ()
        yield Diff(name, old, new, ", ".join(filter(None, by)))


def _known(person: PersonAnswer | None) -> dict[str, Json]:
    if person is None:
        return {}
    keys: dict[str, Json] = {"id": person.id, "email": person.email, "phone": person.phone}
    known = keys | {name: fact.value for name, fact in person.attributes.items()}
    return {name: value for name, value in known.items() if value is not None}


def _event(event: EventFact, zone: str) -> str:
    data = ", ".join(f"{name} {value_text(name, value, zone)}" for name, value in event.data.items())
    return f"{event.name}, {clock_text(event.at, zone=zone)}" + (f": {data}" if data else "")


def _letter(message: MessageAnswer, zone: str, *, is_new: bool) -> Letter:
    about = (message.channel, message.campaign, message.recipient, clock_text(message.at, zone=zone))
    rule = f" (rule {message.rule})" if message.rule else ""
    subject = message.subject or message.name
    told = " · ".join(filter(None, about))
    return Letter(is_new, message.state, subject, message.body or "", told, message.reason + rule)


def _parcel(travel: Travel, at: int, zone: str) -> Parcel:
    delivery, arrivals = travel.doing.delivery, travel.doing.arrivals

    def state(arrived: int) -> str:
        if not arrivals:
            return "lost on the way"
        if arrived == len(arrivals):
            return "arrived" if arrived == 1 else f"arrived {arrived} times"
        due = f"under way, arrives {clock_text(arrivals[arrived], zone=zone, beside=at)}"
        return due if not arrived else f"arrived once, {due}" if arrived == 1 else f"arrived {arrived} times, {due}"

    before = "not sent yet" if travel.is_new else state(travel.before)
    return Parcel(f"{delivery.what} ({delivery.id}, {delivery.source})", before, state(travel.after))


def _call(entry: JournalEntry) -> Call:
    query = f"?{entry.query}" if entry.query else ""
    return Call(f"{entry.method} {entry.path}{query}", entry.status, _pretty(entry.request), _pretty(entry.response))


def _pretty(text: str) -> str:
    """JSON with its lines, anything else as it is; cut where it is very long."""
    with suppress(msgspec.DecodeError):
        text = msgspec.json.format(text)
    return text if len(text) <= _BODY_MAX else f"{text[:_BODY_MAX]}…"
