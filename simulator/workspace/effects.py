"""What an operation or the passing of time did, each by name; refusals too.

The real API answers 200 and says no more; these say it. An operation without effects was accepted and changed nothing,
and its `Ignored` or `...Refused` effect says by which rule.
"""

from typing import Literal

import msgspec

from simulator.operations import IdentifierKind
from simulator.values import Json

MessageState = Literal["sent", "withheld", "failed", "not sent"]


class Effect(msgspec.Struct, frozen=True, gc=False, tag=True):
    """Base of all effects. `person` is the person's cio_id."""


class PersonCreated(Effect, frozen=True, gc=False):
    person: str


class IdentifierSet(Effect, frozen=True, gc=False):
    """`old` is what the person had before, if anything; it is free at once."""

    person: str
    kind: IdentifierKind
    value: str
    old: str | None = None


class IdentifierRefused(Effect, frozen=True, gc=False):
    """The identifier stays as it was: activity `failed_attribute_change` of the real product."""

    person: str
    kind: IdentifierKind
    value: str
    reason: str
    rule: str


class AttributeChanged(Effect, frozen=True, gc=False):
    """`old` and `new` are null where the attribute was or is not there."""

    person: str
    name: str
    old: Json
    new: Json


class AttributeSkipped(Effect, frozen=True, gc=False):
    """A newer value stays: activity `skipped_update`."""

    person: str
    name: str
    stored_at: int
    sent_at: int
    rule: str = "attributes.order"


class EventStored(Effect, frozen=True, gc=False):
    person: str
    name: str
    at: int
    """The event's timestamp."""


class EventHeldAnonymous(Effect, frozen=True, gc=False):
    """Kept under the anonymous id until somebody is identified with it."""

    anonymous_id: str
    name: str
    at: int
    rule: str = "anonymous.no-profile"


class EventDuplicate(Effect, frozen=True, gc=False):
    """The id was seen before; nothing is stored."""

    id: str
    name: str
    first_operation: int
    rule: str = "events.dedupe-ulid"


class AnonymousAttached(Effect, frozen=True, gc=False):
    """Events of an anonymous id became the person's."""

    person: str
    anonymous_id: str
    events: int


class AnonymousExpired(Effect, frozen=True, gc=False):
    """Nobody was identified in time; the held events are gone."""

    anonymous_id: str
    events: int
    rule: str = "anonymous.retention"


class SegmentEntered(Effect, frozen=True, gc=False):
    person: str
    segment: str


class SegmentLeft(Effect, frozen=True, gc=False):
    person: str
    segment: str


class CampaignEntered(Effect, frozen=True, gc=False):
    person: str
    campaign: str
    enrolment: int


class CampaignNotEntered(Effect, frozen=True, gc=False):
    person: str
    campaign: str
    reason: str
    rule: str


class CampaignExited(Effect, frozen=True, gc=False):
    person: str
    campaign: str
    enrolment: int
    reason: str
    rule: str


class MessageDecided(Effect, frozen=True, gc=False):
    """A message's second came; the outbox has the whole story under `message`."""

    person: str
    campaign: str
    message: int
    state: MessageState


class TimestampRebased(Effect, frozen=True, gc=False):
    """A time of the machine was moved onto the virtual clock."""

    sent: int
    taken_as: int
    rule: str = "events.time.rebase-real-time"


class Ignored(Effect, frozen=True, gc=False):
    """Accepted, and nothing changed."""

    reason: str
    rule: str


class Defined(Effect, frozen=True, gc=False):
    segments: int
    campaigns: int


class ClockMoved(Effect, frozen=True, gc=False):
    to: int


class WorkspaceEmptied(Effect, frozen=True, gc=False):
    people: int
