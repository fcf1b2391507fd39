"""The documented limits of ids, attributes and event data, and what happens over one of them.

By default the call is refused with the documented text and nothing of it is applied (attributes.limits); the setting
`attribute_overflow` names the other ways that a reader of the documentation may expect.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from simulator.operations import (
    AddDevice,
    FactOperation,
    Identifier,
    Identify,
    Relate,
    SendTransactional,
    Suppress,
    Track,
)
from simulator.values import Json, text_of
from simulator.workspace.effects import Effect, Ignored, LimitPassed, Rejected
from simulator.workspace.settings import Settings

_BYTES_PER_CHARACTER_MAX = 4
_SECONDS_MAX = 100_000_000_000
"""A time beyond this year 5138 is one in milliseconds."""
_SHORT = frozenset((bool, int, float, type(None)))
"""Types whose texts are never over a limit."""
_FEW, _BRIEF = 30, 250
"""So many members with names and texts of so many characters are over no limit, however they are written."""
_encode = msgspec.json.Encoder().encode


class Limit(msgspec.Struct, frozen=True):
    """`most` is allowed, one more answers `text`; `rule` is where that is documented."""

    most: int
    text: str
    rule: str


ATTRIBUTES = Limit(300, "cannot identify more than 300 attributes in one request", "attributes.limits.count")
ATTRIBUTE_NAME = Limit(150, "attribute name cannot be longer than 150 bytes", "attributes.limits.name")
ATTRIBUTE_VALUE = Limit(
    1_000, "value for attribute '{name}' cannot be longer than 1000 bytes", "attributes.limits.value"
)
EVENT_NAME = Limit(100, "event name cannot be longer than 100 bytes", "events.name-length")
EVENT_NAME_CHARACTERS = Limit(499, "event name must be less than 500 characters", "events.name-length")
EVENT_DATA = Limit(100_000, "event data cannot be longer than 100000 bytes", "events.data-size")
EVENT_VALUE = Limit(1_000, "value for '{name}' cannot be longer than 1000 bytes", "events.value-length")
ID = Limit(150, "id attribute cannot be longer than 150 bytes", "identity.id.max")
"""The figure is documented; its text is not, and is worded like its neighbours."""
_MILLISECONDS = "a timestamp must be in seconds, not milliseconds"

LIMITS = (ATTRIBUTES, ATTRIBUTE_NAME, ATTRIBUTE_VALUE, EVENT_NAME, EVENT_NAME_CHARACTERS, EVENT_DATA, EVENT_VALUE, ID)


class Passed(NamedTuple):
    """A limit that a call passes, and the attribute that does it, if it is one attribute alone."""

    text: str
    rule: str
    attribute: str | None = None


class Judged(NamedTuple):
    """`answer` stands for the whole call; else it goes on, with `told`, and without the attributes of `refused`.

    `others` are the further refusals of a call that passes several limits.
    """

    answer: Effect | None = None
    others: tuple[Rejected, ...] = ()
    told: tuple[LimitPassed, ...] = ()
    refused: tuple[Passed, ...] = ()


_FINE = Judged()


def judged(operation: FactOperation | SendTransactional, settings: Settings) -> Judged:
    """What becomes of a call that may pass a limit."""
    if isinstance(operation, Track):
        passed = _passed_by_event(operation, settings)
    elif isinstance(operation, Identify):
        passed = _passed_by_identify(operation, settings)
    elif isinstance(operation, AddDevice | Relate | Suppress | SendTransactional):
        return _FINE if operation.who is None else _judge(_passed_by_id(operation.who), settings)
    else:
        return _FINE
    if settings.timestamps_milliseconds == "reject" and _is_in_milliseconds(operation):
        return Judged(Rejected(_MILLISECONDS, "attributes.created-at"))
    return _judge(passed, settings)


def _judge(passed: list[Passed], settings: Settings) -> Judged:
    if not passed:
        return _FINE
    first = passed[0]
    match settings.attribute_overflow:
        case "reject_400":
            refusals = dict.fromkeys(Rejected(one.text, one.rule) for one in passed)
            return Judged(next(iter(refusals)), tuple(refusals)[1:])
        case "drop_call":
            return Judged(Ignored(first.text, first.rule))
        case "warn":
            return Judged(told=tuple(LimitPassed(one.text, one.rule) for one in passed))
        case "off":
            return _FINE
        case "fail_attribute":
            whole = next((one for one in passed if one.attribute is None), None)
            return Judged(refused=tuple(passed)) if whole is None else Judged(Ignored(whole.text, whole.rule))


def _passed_by_event(operation: Track, settings: Settings) -> list[Passed]:
    passed = []
    name = operation.name.strip()
    if settings.limits_event_name == "100 bytes":
        if _is_longer(name, EVENT_NAME.most):
            passed.append(Passed(EVENT_NAME.text, EVENT_NAME.rule))
    elif len(name) > EVENT_NAME_CHARACTERS.most:
        passed.append(Passed(EVENT_NAME_CHARACTERS.text, EVENT_NAME_CHARACTERS.rule))
    if not _is_small(operation.data):
        passed += _passed_by_data(operation.data, settings)
    if operation.who is not None:
        passed += _passed_by_id(operation.who)
    return passed


def _is_small(data: dict[str, Json]) -> bool:
    """Whether a look at the members shows that no limit can be passed; nearly all events are so."""
    if len(data) > _FEW:
        return False
    for name, value in data.items():
        if len(name) > _BRIEF or (len(value) > _BRIEF if isinstance(value, str) else type(value) not in _SHORT):
            return False
    return True


def _passed_by_data(data: dict[str, Json], settings: Settings) -> Iterator[Passed]:
    if len(_encode(data)) > EVENT_DATA.most:
        yield Passed(EVENT_DATA.text, EVENT_DATA.rule)
    if settings.limits_value_in_events == "1000 bytes":
        for name, value in data.items():
            if _is_longer(text_of(value), EVENT_VALUE.most):
                yield Passed(EVENT_VALUE.text.format(name=name), EVENT_VALUE.rule)


def _passed_by_identify(operation: Identify, settings: Settings) -> list[Passed]:
    passed = []
    for name, value in operation.attributes.items():
        if _is_longer(name, ATTRIBUTE_NAME.most):
            passed.append(Passed(ATTRIBUTE_NAME.text, ATTRIBUTE_NAME.rule, name))
        elif type(value) not in _SHORT and _is_longer(text_of(value), ATTRIBUTE_VALUE.most):
            passed.append(Passed(ATTRIBUTE_VALUE.text.format(name=name), ATTRIBUTE_VALUE.rule, name))
    if len(operation.attributes) > ATTRIBUTES.most:
        over = list(operation.attributes)[ATTRIBUTES.most :]
        passed += [Passed(ATTRIBUTES.text, ATTRIBUTES.rule, name) for name in over]
    if operation.who is not None:
        passed += _passed_by_id(operation.who)
    identifier = operation.attributes.get("id")
    if "id" in settings.identifiers and isinstance(identifier, str):
        passed += _passed_by_id(Identifier("id", identifier))
    return passed


def _passed_by_id(who: Identifier) -> list[Passed]:
    """An id that is too long names nobody, whatever else the call holds; the other kinds have no documented limit."""
    return [Passed(ID.text, ID.rule)] if who.kind == "id" and _is_longer(who.value, ID.most) else []


def _is_in_milliseconds(operation: Track | Identify) -> bool:
    times: list[Json] = [operation.timestamp]
    if isinstance(operation, Identify):
        times.append(operation.attributes.get("created_at"))
    return any(isinstance(time, int) and time >= _SECONDS_MAX for time in times)


def _is_longer(text: str, most: int) -> bool:
    """Whether the text has more bytes than `most`; only a text that may have is encoded to find out."""
    return len(text) * _BYTES_PER_CHARACTER_MAX > most and len(text.encode()) > most
