"""The outbox: every message of a campaign, sent or not, with its reason; and what decides whether one goes out."""

import msgspec

from simulator.instants import Instant
from simulator.workspace.effects import MessageState
from simulator.workspace.profiles import Person


class Decided(msgspec.Struct, frozen=True, gc=False):
    """What becomes of a message and why; `by` are the operations whose facts decided."""

    state: MessageState
    reason: str
    rule: str | None = None
    by: tuple[int, ...] = ()
    recipient: str | None = None
    subject: str | None = None


class MessageRow(msgspec.Struct, frozen=True, gc=False):
    """One line. `trigger` is the operation of the event that started it."""

    number: int
    campaign: str
    step: int
    name: str
    person: str
    enrolment: int | None
    at: Instant
    trigger: int
    decided: Decided


def is_unsubscribed(person: Person) -> bool:
    """Whether `unsubscribed` is true in any case, 1 or "1"; anything else means subscribed.

    Rule: consent.unsubscribed-values.
    """
    value = person.attribute("unsubscribed")
    if isinstance(value, str):
        return value.casefold() in ("true", "1")
    return value is True or (value == 1 and not isinstance(value, float))
