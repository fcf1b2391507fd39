"""The outbox: every message of a campaign, sent or not, with its reason; and what decides whether one goes out."""

from typing import Literal

import msgspec

from simulator.instants import Instant
from simulator.workspace.profiles import Person

State = Literal["sent", "withheld", "failed", "not sent"]


class MessageRow(msgspec.Struct, frozen=True, gc=False):
    """One line. `trigger` is the operation of the event that started it, `decided_by` those that decided otherwise."""

    number: int
    campaign: str
    step: int
    name: str
    person: str
    enrolment: int | None
    at: Instant
    state: State
    reason: str
    trigger: int
    recipient: str | None = None
    subject: str | None = None
    rule: str | None = None
    decided_by: tuple[int, ...] = ()


def is_unsubscribed(person: Person) -> bool:
    """Whether `unsubscribed` is true in any case, 1 or "1"; anything else means subscribed.

    Rule: consent.unsubscribed-values.
    """
    value = person.attribute("unsubscribed")
    if isinstance(value, str):
        return value.casefold() in ("true", "1")
    return value is True or (value == 1 and not isinstance(value, float))
