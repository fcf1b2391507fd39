"""What reading a workspace answers: plain rows, the same for every face that shows them.

Instants are Unix seconds. `operation` is the number of the logged operation that made the fact, `source` who sent it.
"""

from typing import Literal

import msgspec

from simulator.operations import EventKind, Platform, ProviderList
from simulator.values import Json
from simulator.workspace.campaigns.channel import Channel
from simulator.workspace.effects import Departure, LossKind, MessageState


class AttributeFact(msgspec.Struct, frozen=True, gc=False):
    value: Json
    at: int
    """The instant the value counts from: the update's own time, else when it was received."""
    operation: int
    source: str | None = None


class EventFact(msgspec.Struct, frozen=True, gc=False):
    name: str
    kind: EventKind
    at: int
    """The event's timestamp."""
    received: int
    data: dict[str, Json]
    operation: int
    id: str | None = None
    anonymous_id: str | None = None
    source: str | None = None


class DeviceFact(msgspec.Struct, frozen=True, gc=False):
    """`status` is empty while nothing was pushed, then `sent`, `bounced` or `suppressed`."""

    token: str
    platform: Platform
    last_used: int
    attributes: dict[str, Json]
    status: str
    operation: int


class RelationFact(msgspec.Struct, frozen=True, gc=False):
    object_type: str
    object_id: str
    attributes: dict[str, Json]
    operation: int


class LossFact(msgspec.Struct, frozen=True, gc=False):
    """What a merged person had and the survivor did not get, what the survivor has instead, and by which rule."""

    kind: LossKind
    name: str
    value: Json
    kept: Json
    rule: str


class MergeFact(msgspec.Struct, frozen=True, gc=False):
    """Who was merged into the person, and what was lost by it."""

    cio_id: str
    id: str | None
    email: str | None
    phone: str | None
    at: int
    operation: int
    automatic: bool
    events: int
    """How many events came at once."""
    events_later: int
    """How many were to follow."""
    losses: tuple[LossFact, ...]


class ListedAnswer(msgspec.Struct, frozen=True, gc=False):
    """An address that the email provider takes no mail for, as it was written, on one of the provider's lists."""

    address: str
    reason: ProviderList
    at: int


class ActivityAnswer(msgspec.Struct, frozen=True, gc=False):
    """A line of the activity log, in the real product's types; `words` say it to a reader.

    `at` is the time of what happened, `processed` when the workspace took it up; an event that is nobody's yet has
    none. `departed` says that the person is gone, and of a suppressed one nothing but the type is told.
    """

    number: int
    type: str
    at: int
    processed: int | None
    cio_id: str | None
    id: str | None
    email: str | None
    phone: str | None
    anonymous_id: str | None
    name: str | None
    url: str | None
    data: dict[str, Json]
    departed: Departure | None
    operation: int
    source: str | None
    words: str


class PersonAnswer(msgspec.Struct, frozen=True, gc=False):
    """A profile. `attributes` leaves out the identifiers; `events` is in order of timestamp, then arrival."""

    cio_id: str
    id: str | None
    email: str | None
    phone: str | None
    created: int
    operation: int
    attributes: dict[str, AttributeFact]
    events: tuple[EventFact, ...]
    segments: tuple[str, ...]
    anonymous_ids: tuple[str, ...]
    devices: tuple[DeviceFact, ...] = ()
    relations: tuple[RelationFact, ...] = ()
    computed_preferences: str | None = None
    """What the person chose and the topics' defaults, as JSON text; nothing where there are no topics."""
    merges: tuple[MergeFact, ...] = ()


class MemberAnswer(msgspec.Struct, frozen=True, gc=False):
    """A member, or with `holds` false one who is not, and why."""

    cio_id: str
    id: str | None
    email: str | None
    phone: str | None
    holds: bool
    since: int | None
    until: int | None
    """The first second at which the answer can change without new data; nothing if never."""
    reason: tuple[str, ...]
    """One sentence for each fact or rule that decided."""
    operations: tuple[int, ...] = ()
    rules: tuple[str, ...] = ()


class MembershipChange(msgspec.Struct, frozen=True, gc=False):
    cio_id: str
    at: int
    entered: bool
    operation: int


class SegmentAnswer(msgspec.Struct, frozen=True, gc=False):
    """A segment; `history` is kept only where a campaign or a watch names it, else it is nothing."""

    id: int
    name: str
    type: Literal["dynamic", "manual"]
    condition: str | None
    """The condition in its sentence form; nothing for a manual segment."""
    members: tuple[MemberAnswer, ...]
    next_change: int | None
    history: tuple[MembershipChange, ...] | None


class TransactionalFact(msgspec.Struct, frozen=True, gc=False):
    """What only a transactional message has; `template` is the number under which it counts."""

    template: int
    send_at: int | None
    bcc: tuple[str, ...]
    fake_bcc: bool
    preheader: str | None
    headers: str | None
    attachments: tuple[str, ...]
    """The names of the files."""
    keeps_body: bool


class MessageAnswer(msgspec.Struct, frozen=True, gc=False):
    """One line of the outbox: a message sent, or one not sent and why."""

    number: int
    campaign: str | None
    """Nothing for a transactional message, which has no step either."""
    step: int | None
    """Position of the step in the campaign, from 1."""
    channel: Channel
    name: str
    cio_id: str
    enrolment: int | None
    """The pass through the campaign; nothing if the person did not enter."""
    at: int
    state: MessageState
    recipient: str | None
    """Where it went or would have gone; of a push the tokens, of Slack and webhooks nothing."""
    subject: str | None
    reason: str
    rule: str | None
    trigger_operation: int
    decided_by: tuple[int, ...] = ()
    """Numbers of the operations whose facts decided: the order that stopped it, the update that unsubscribed."""
    sender: str | None = None
    """Who it seems to come from, where the event or the step says so."""
    reply_to: str | None = None
    body: str | None = None
    """What a transactional message says; the bodies of campaigns are not emulated."""
    transactional: TransactionalFact | None = None
    id: str | None = None
    """The person's, as is `email`; nothing if they are gone."""
    email: str | None = None
