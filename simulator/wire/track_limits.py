"""What Track v1 refuses as too much, and in which words: the documented limits as a table.

Lengths are bytes of UTF-8. Over a limit the whole request answers 400 and nothing of it is applied
(attributes.limits).
"""

import msgspec

from simulator.operations import Identifier
from simulator.values import Json, text_of
from simulator.wire import json_body
from simulator.wire.exchange import Refused
from simulator.wire.meta_errors import meta_error

_BYTES_PER_CHARACTER_MAX = 4


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
EVENT_DATA = Limit(100_000, "event data cannot be longer than 100000 bytes", "events.data-size")
SEGMENT_IDS = Limit(1_000, "ids must be a list of 1 to 1000 ids", "segments.manual.1000")
ID = Limit(150, "id attribute cannot be longer than 150 bytes", "identity.id.max")
"""The figure is documented; its text is not, and is worded like its neighbours."""

LIMITS = (ATTRIBUTES, ATTRIBUTE_NAME, ATTRIBUTE_VALUE, EVENT_NAME, EVENT_DATA, SEGMENT_IDS, ID)


def check_attributes(attributes: dict[str, Json], *, body_bytes: int) -> None:
    """Refuse an identify that holds too many attributes, or one whose name, value or id is too long.

    In a whole request of few `body_bytes` nothing can be too long, so nothing is measured.
    """
    if len(attributes) > ATTRIBUTES.most:
        raise refusal(ATTRIBUTES)
    if body_bytes <= ATTRIBUTE_NAME.most:
        return
    for name, value in attributes.items():
        if _is_longer(name, ATTRIBUTE_NAME):
            raise refusal(ATTRIBUTE_NAME)
        if body_bytes > ATTRIBUTE_VALUE.most and _is_longer(text_of(value), ATTRIBUTE_VALUE):
            raise refusal(ATTRIBUTE_VALUE, name=name)
    identifier = attributes.get("id")
    if isinstance(identifier, str) and _is_longer(identifier, ID):
        raise refusal(ID)


def check_identifier(who: Identifier) -> None:
    """Refuse an id that is too long; emails and cio_ids have no documented limit."""
    if who.kind == "id" and _is_longer(who.value, ID):
        raise refusal(ID)


def check_event_name(name: str) -> None:
    """Refuse an event name that is too long without the spaces around it."""
    if _is_longer(name.strip(), EVENT_NAME):
        raise refusal(EVENT_NAME)


def check_event_data(data: dict[str, Json], *, body_bytes: int) -> None:
    """Refuse event data whose JSON is too long."""
    if body_bytes > EVENT_DATA.most and len(json_body.encode(data)) > EVENT_DATA.most:
        raise refusal(EVENT_DATA)


def refusal(limit: Limit, *, name: str = "") -> Refused:
    """What is over the limit answers this."""
    return Refused(meta_error(400, limit.text.format(name=name) if name else limit.text))


def _is_longer(text: str, limit: Limit) -> bool:
    """Whether the text has more bytes than the limit; only a text that may have is encoded to find out."""
    return len(text) * _BYTES_PER_CHARACTER_MAX > limit.most and len(text.encode()) > limit.most
