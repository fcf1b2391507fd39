"""The activity log in the real product's types, read from what was told about people.

One call is one line for its attributes, whatever their number. What was held for nobody yet has a line of its own until
it becomes somebody's. The lines of a deleted person stay, those of a suppressed one are forgotten but for their type.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from simulator.instants import Instant, instant_text
from simulator.operations import Identifier
from simulator.values import Json, text_of
from simulator.workspace import effects
from simulator.workspace.answers import ActivityAnswer
from simulator.workspace.effects import Effect
from simulator.workspace.facts import Departed, Facts
from simulator.workspace.present import Present, Told
from simulator.workspace.settings import Settings

_Attributes = effects.AttributeChanged | effects.IdentifierSet
_Failures = effects.IdentifierRefused | effects.AttributeRefused


_CHANNELS = {"sms": "twilio"}
"""What the real log calls a channel otherwise."""


class Line(NamedTuple):
    """What one line says, whoever it is about."""

    type: str
    words: str
    data: dict[str, Json] = {}
    person: str | None = None
    anonymous_id: str | None = None
    name: str | None = None
    url: str | None = None
    at: Instant | None = None
    """The time of what happened, where it is not that of the line."""
    processed: bool = True
    moves: bool = False
    """Whether it becomes the survivor's when its person is merged: events do, and what was delivered."""
    other: str | None = None
    """Somebody else whom `words` leave room for as `{other}`."""


def activities(facts: Facts, present: Present, sources: list[str | None]) -> tuple[ActivityAnswer, ...]:
    """Every line that is kept, newest first (activity.order, activity.retention)."""
    held = {row.operation for rows in facts.anonymous.held.values() for row in rows}
    births = [(told.operation, told.effect) for told in present.remembered]
    created = {(number, effect.person) for number, effect in births if isinstance(effect, effects.PersonCreated)}
    answers = []
    for number, told, line in _lines(present.remembered, facts.settings, held, created):
        if present.now - told.at <= facts.settings.activity_retention:
            answers.append(_answer(number, told, line, facts, sources))
    return tuple(reversed(answers))


def _lines(
    remembered: list[Told], settings: Settings, held: set[int], created: set[tuple[int, str]]
) -> Iterator[tuple[int, Told, Line]]:
    """Each line with the number that it has for ever, and what it was told by."""
    first = 1
    for (operation, kind, person), group in groupby(remembered, key=_joins):
        told = list(group)
        number, first = first, first + len(told)
        if kind == "attribute_change":
            changes = [one.effect for one in told if not _is_of_birth(one.effect, operation, person, created)]
            if changes:
                yield number, told[0], _changed(person, changes)
        elif kind == "failed_attribute_change":
            yield number, told[0], _failed(person, [one.effect for one in told])
        else:
            for position, one in enumerate(told, number):
                if not isinstance(one.effect, effects.EventHeldAnonymous) or operation in held:
                    line = _line(one.effect, settings)
                    if line is not None:
                        yield position, one, line


def _joins(told: Told) -> tuple[int, str, str]:
    """What belongs into one line: the changes and the failures of one call on one person."""
    match told.effect:
        case effects.AttributeChanged(person) | effects.IdentifierSet(person):
            return told.operation, "attribute_change", person
        case effects.IdentifierRefused(person) | effects.AttributeRefused(person):
            return told.operation, "failed_attribute_change", person
        case _:
            return told.operation, "", ""


def _is_of_birth(effect: Effect, operation: int, person: str, created: set[tuple[int, str]]) -> bool:
    """Whether an identifier was set with the creation of its person, which says it already."""
    return isinstance(effect, effects.IdentifierSet) and (operation, person) in created


def _changed(person: str, changes: list[Effect]) -> Line:
    """Texts from and to, empty for unset (activity.attribute-change)."""
    data: dict[str, Json] = {}
    for change in changes:
        assert isinstance(change, _Attributes)
        if isinstance(change, effects.AttributeChanged):
            data[change.name] = {"from": _text(change.old), "to": _text(change.new)}
        else:
            data[change.kind] = {"from": _text(change.old), "to": change.value}
    return Line("attribute_change", f"changed {', '.join(data)}", data, person)


def _failed(person: str, failures: list[Effect]) -> Line:
    data: dict[str, Json] = {}
    for failure in failures:
        assert isinstance(failure, _Failures)
        name = failure.kind if isinstance(failure, effects.IdentifierRefused) else failure.name
        data[name] = {"value": failure.value, "reason": failure.reason}
    return Line("failed_attribute_change", f"did not change {', '.join(data)}", data, person)


def _text(value: Json) -> str:
    return "" if value is None else text_of(value)


def _line(effect: Effect, settings: Settings) -> Line | None:
    """The line of an effect that is one by itself; nothing for what the real log does not tell."""
    match effect:
        case effects.PersonCreated(person):
            return Line("profile_create", "was created", person=person)
        case effects.PersonDeleted(person, how):
            return Line("profile_delete", f"was {how}", person=person)
        case effects.PeopleMerged(person, secondary, automatic):
            words = "took over {other}" + (" by itself" if automatic else "")
            return Line("profile_merge", words, {"secondary": {"cio_id": secondary}}, person, other=secondary)
        case effects.AnonymousAttached(person, anonymous_id, count):
            words = f"turned out to be {anonymous_id}, with {count} events"
            return Line("anon_merge", words, {"anonymous_id": anonymous_id}, person, anonymous_id)
        case effects.EventStored(person, name, at, kind, data):
            shown, url = _name(kind, name, settings), _url(kind, name)
            return Line(kind, f"did {name}", data, person, name=shown, url=url, at=at, moves=True)
        case effects.EventHeldAnonymous(anonymous_id, name, at, kind, data):
            shown, url, words = _name(kind, name, settings), _url(kind, name), f"did {name}, unknown so far"
            return Line(kind, words, data, None, anonymous_id, name=shown, url=url, at=at, processed=False)
        case effects.DeviceChanged(person, token, change):
            return Line("device_change", f"device {token} {change}", {"token": token, "change": change}, person)
        case effects.AttributeSkipped(person, name, stored_at, sent_at):
            words = f"kept {name} of {instant_text(stored_at)} against one of {instant_text(sent_at)}"
            return Line("skipped_update", words, {name: {"stored_at": stored_at, "sent_at": sent_at}}, person)
        case effects.RelationChanged(person, object_type, object_id, change):
            what = "delete_relationship" if change == "removed" else "add_relationship"
            data = {"object_type_id": object_type, "object_id": object_id}
            return Line(what, f"relation with {object_id} {change}", data, person)
        case effects.Unsubscribed(person, message, True):
            words = f"unsubscribed by message {message}"
            return Line("unsubscribed_email", words, {"message": message}, person, moves=True)
        case effects.MessageDecided():
            return _of_message(effect)
        case effects.UpdateMissed(who, True):
            reason = "nobody has this identifier, and the call updates only"
            return Line("failed_attribute_change", f"no update of {who}", {"_update": {"value": who, "reason": reason}})
        case _:
            return None


def _of_message(message: effects.MessageDecided) -> Line | None:
    """Every delivery of a person; a message that consent withheld leaves none (consent.withheld-record)."""
    if message.state == "withheld" or not message.person:
        return None
    words = f"message {message.message} of {message.campaign} {message.state}"
    data: dict[str, Json] = {"campaign": message.campaign, "message": message.message}
    channel = _CHANNELS.get(message.channel, message.channel)
    return Line(f"{message.state}_{channel}", words, data, message.person, moves=True)


def _name(kind: str, name: str, settings: Settings) -> str | None:
    """An event's or a screen's name; a page has none, its name is its URL (activity.page-no-name)."""
    return None if kind == "page" and settings.page_activity_name == "absent" else name


def _url(kind: str, name: str) -> str | None:
    """The URL of a page view (activity.page-no-name)."""
    return name if kind == "page" else None


def _answer(number: int, told: Told, line: Line, facts: Facts, sources: list[str | None]) -> ActivityAnswer:
    whose = _whose(line, facts)
    departed = None if whose is None else facts.departed.get(whose)
    if _is_forgotten(departed, facts):
        return _forgotten(number, told, line)
    known = _names(whose, facts)
    return ActivityAnswer(
        number=number,
        type=line.type,
        at=told.at if line.at is None else line.at,
        processed=told.at if line.processed else None,
        cio_id=whose,
        id=known[0],
        email=known[1],
        phone=known[2],
        anonymous_id=line.anonymous_id,
        name=line.name,
        url=line.url,
        data=line.data,
        departed=None if departed is None else departed.how,
        operation=told.operation,
        source=sources[told.operation - 1] if told.operation else None,
        words=f"{_called(whose, facts) or line.anonymous_id or 'nobody'} {_worded(line, facts)}",
    )


def _names(cio_id: str | None, facts: Facts) -> tuple[str | None, str | None, str | None]:
    """Id, email and phone of somebody who is there or gone."""
    who = None
    if cio_id is not None:
        who = facts.departed.get(cio_id) or facts.directory.find(Identifier("cio_id", cio_id))
    return (None, None, None) if who is None else (who.id, who.email, who.phone)


def _called(cio_id: str | None, facts: Facts) -> str | None:
    """What a reader calls the person: the best key that they have or had."""
    return next(filter(None, (*_names(cio_id, facts), cio_id)), None)


def _worded(line: Line, facts: Facts) -> str:
    """The line's words, with somebody else who stands in them called by name."""
    return line.words if line.other is None else line.words.format(other=_called(line.other, facts))


def _whose(line: Line, facts: Facts) -> str | None:
    """Whose line it is: events and messages of somebody who was merged are the survivor's, at their own times.

    Rules: merge.activity, merge.history.
    """
    whose = line.person
    departed = None if whose is None else facts.departed.get(whose)
    while line.moves and departed is not None and departed.into is not None:
        whose = departed.into
        departed = facts.departed.get(whose)
    return whose


def _is_forgotten(departed: Departed | None, facts: Facts) -> bool:
    """Whether they were suppressed, or merged into somebody who was: both were one person."""
    while departed is not None and departed.into is not None:
        departed = facts.departed.get(departed.into)
    return departed is not None and departed.how == "suppressed"


def _forgotten(number: int, told: Told, line: Line) -> ActivityAnswer:
    """A line of a suppressed person: that there was one of this type, and no more (suppression.log-redacted)."""
    return ActivityAnswer(
        number=number,
        type=line.type,
        at=told.at if line.at is None else line.at,
        processed=told.at,
        cio_id=None,
        id=None,
        email=None,
        phone=None,
        anonymous_id=None,
        name=None,
        url=None,
        data={},
        departed="suppressed",
        operation=told.operation,
        source=None,
        words="somebody who was forgotten",
    )
