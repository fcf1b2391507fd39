"""The outbox: every message of a campaign, sent or not, with its reason; and what decides whether one goes out."""

import msgspec

from simulator.instants import Instant
from simulator.workspace.campaigns.channel import Channel
from simulator.workspace.effects import MessageState
from simulator.workspace.profiles import Person
from simulator.workspace.subscription import UNSUBSCRIBED, means_unsubscribed


class Decided(msgspec.Struct, frozen=True, gc=False):
    """What becomes of a message and why; `by` are the operations whose facts decided."""

    state: MessageState
    reason: str
    rule: str | None = None
    by: tuple[int, ...] = ()
    recipient: str | None = None
    subject: str | None = None
    sender: str | None = None
    reply_to: str | None = None


class MessageRow(msgspec.Struct, frozen=True, gc=False):
    """One line. `person` is the recipient's cio_id, `trigger` the operation of the event that started it."""

    number: int
    campaign: str
    step: int
    channel: Channel
    name: str
    person: str
    enrolment: int | None
    at: Instant
    trigger: int
    decided: Decided


def is_unsubscribed(person: Person) -> bool:
    """Whether the person wants no messages at all."""
    return means_unsubscribed(person.attribute(UNSUBSCRIBED))
