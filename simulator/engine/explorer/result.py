"""The result of a story: identifiers, attributes, events, memberships and messages of everybody, and nothing else.

Neither cio_ids, numbers, nor the order of writing belong to it; nor does the instant of a message, for a campaign
begins when its trigger arrives. What was not sent is no message.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import msgspec

from simulator.instants import instant_text
from simulator.values import Json, text_of
from simulator.workspace import EventFact, MessageAnswer, PersonAnswer
from simulator.workspace.likeness import circle_form

_UNSENT = ("not sent", "queued")
_encoded = msgspec.json.Encoder(order="deterministic").encode


class Event(msgspec.Struct, frozen=True):
    kind: str
    name: str
    at: int
    data: dict[str, Json]


class Message(msgspec.Struct, frozen=True):
    """A message as its recipient sees it, or why there is none to see: `state` says."""

    campaign: str | None
    name: str
    channel: str
    state: str
    recipient: str | None
    subject: str | None
    body: str | None


class Profile(msgspec.Struct, frozen=True):
    """One person, by what callers gave; events and messages in an order of their own."""

    identifiers: tuple[str, ...]
    attributes: dict[str, Json]
    events: tuple[Event, ...]
    segments: tuple[str, ...]
    messages: tuple[Message, ...]

    @property
    def name(self) -> str:
        return " + ".join(self.identifiers) or "somebody without identifiers"


class Result(msgspec.Struct, frozen=True):
    """Everybody, and the messages to people who are gone."""

    profiles: tuple[Profile, ...]
    messages: tuple[Message, ...]

    @property
    def written(self) -> bytes:
        """Equal for equal results; `1` and `1.0` are two."""
        return _encoded(self)

    def of(self, chosen: Container[int], circles: Mapping[str, int]) -> bytes:
        """What is written of the people of the `chosen` circles, and of those who have no identifiers."""
        return _encoded(
            [
                profile
                for profile in self.profiles
                if not profile.identifiers or circles.get(circle_form(profile.identifiers[0])) in chosen
            ]
        )


def result_of(people: Iterable[PersonAnswer], messages: Iterable[MessageAnswer]) -> Result:
    """The result that a workspace shows."""
    sent: dict[str, list[Message]] = {}
    for line in messages:
        if line.state not in _UNSENT:
            sent.setdefault(line.cio_id, []).append(_message(line))
    profiles = [_profile(person, sent.pop(person.cio_id, [])) for person in people]
    gone = (message for lines in sent.values() for message in lines)
    return Result(tuple(sorted(profiles, key=_encoded)), tuple(sorted(gone, key=_encoded)))


def _message(line: MessageAnswer) -> Message:
    return Message(line.campaign, line.name, line.channel, line.state, line.recipient, line.subject, line.body)


def _profile(person: PersonAnswer, messages: list[Message]) -> Profile:
    return Profile(
        identifiers=tuple(filter(None, (person.id, person.email, person.phone))),
        attributes={name: fact.value for name, fact in sorted(person.attributes.items())},
        events=tuple(sorted(map(_event, person.events), key=_encoded)),
        segments=tuple(sorted(person.segments)),
        messages=tuple(sorted(messages, key=_encoded)),
    )


def _event(fact: EventFact) -> Event:
    return Event(fact.kind, fact.name, fact.at, fact.data)


def differences(expected: Result, found: Result) -> Iterator[str]:
    """In a reader's words what is so in `found` and was not in `expected`; nothing if they are the same."""
    known, others = _by_name(expected.profiles), _by_name(found.profiles)
    if Counter({name: len(who) for name, who in known.items()}) != Counter(
        {name: len(who) for name, who in others.items()}
    ):
        yield f"there are {_people(found)} instead of {_people(expected)}"
    for name in known.keys() & others.keys():
        for mine, other in zip(known[name], others[name], strict=False):
            yield from _profile_differences(mine, other)
    yield from _message_differences("somebody who is gone", expected.messages, found.messages)


def _by_name(profiles: Sequence[Profile]) -> dict[str, list[Profile]]:
    named: dict[str, list[Profile]] = {}
    for profile in profiles:
        named.setdefault(profile.name, []).append(profile)
    return named


def _people(result: Result) -> str:
    names = "; ".join(profile.name for profile in result.profiles)
    count = len(result.profiles)
    return f"{count} profile{'' if count == 1 else 's'}" + (f" ({names})" if names else "")


def _profile_differences(expected: Profile, found: Profile) -> Iterator[str]:
    who = expected.name
    for name in sorted(expected.attributes.keys() | found.attributes.keys()):
        mine, other = expected.attributes.get(name), found.attributes.get(name)
        if _encoded(mine) != _encoded(other):
            yield f"{name} of {who} is {_value(other)} instead of {_value(mine)}"
    yield from _event_differences(expected, found)
    for name in sorted(set(found.segments) ^ set(expected.segments)):
        yield f"{who} is {'' if name in found.segments else 'not '}in the segment '{name}'"
    yield from _message_differences(who, expected.messages, found.messages)


def _value(value: Json) -> str:
    return "missing" if value is None else text_of(value)


def _event_differences(expected: Profile, found: Profile) -> Iterator[str]:
    mine, others = (Counter(event.name for event in profile.events) for profile in (expected, found))
    for name in sorted(mine.keys() | others.keys()):
        if mine[name] != others[name]:
            yield f"{expected.name} has {others[name]} '{name}' instead of {mine[name]}"
            continue
        was, is_now = ([event for event in one.events if event.name == name] for one in (expected, found))
        for before, after in zip(was, is_now, strict=True):
            if before.at != after.at:
                yield f"'{name}' of {expected.name} is of {instant_text(after.at)} instead of {instant_text(before.at)}"
            elif before != after:
                yield f"'{name}' of {expected.name} has other data"


def _message_differences(who: str, expected: Sequence[Message], found: Sequence[Message]) -> Iterator[str]:
    mine, others = (Counter((line.name, line.state) for line in lines) for lines in (expected, found))
    for name, state in sorted(mine.keys() | others.keys()):
        if mine[name, state] != others[name, state]:
            yield f"'{name}' to {who} is {state} {_often(others[name, state])} instead of {_often(mine[name, state])}"
    if mine == others and tuple(expected) != tuple(found):
        yield f"messages to {who} say something else"


def _often(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
