"""What an operation or the passing of time did, each by name; refusals too.

The real API answers 200 and says no more; these say it. An operation that was accepted and changed nothing has an
`Ignored` or `...Refused` effect that says by which rule; only one with a `Rejected` effect is answered with an error.
"""

from typing import ClassVar, Literal

import msgspec

from simulator.operations import EventKind, IdentifierKind
from simulator.values import Json

MessageState = Literal["queued", "drafted", "sent", "withheld", "failed", "dropped", "undeliverable", "not sent"]
"""What became of a message, in the real product's words, but for `withheld` and `not sent`: these are no deliveries."""
Departure = Literal["deleted", "suppressed", "merged"]
LossKind = Literal["attribute", "identifier", "preference", "device", "relation", "pass", "event"]


class Effect(msgspec.Struct, frozen=True, gc=False, tag=True, array_like=True):
    """Base of all effects. `person` is the person's cio_id."""

    is_activity: ClassVar[bool] = False
    """Whether the activity log tells of it."""


class PersonCreated(Effect, frozen=True, gc=False):
    is_activity = True
    person: str


class PersonDeleted(Effect, frozen=True, gc=False):
    """The profile is gone for ever, and its identifiers are free unless they are blocked."""

    is_activity = True
    person: str
    how: Departure


class IdentifiersBlocked(Effect, frozen=True, gc=False):
    """Calls that name one of these are ignored from now on."""

    identifiers: tuple[str, ...]
    rule: str = "suppression.all-identifiers"


class IdentifiersFreed(Effect, frozen=True, gc=False):
    """These can be used again; nobody comes back."""

    identifiers: tuple[str, ...]
    rule: str = "suppression.unsuppress-empty"


class PeopleMerged(Effect, frozen=True, gc=False):
    """`person` stays and inherits; `secondary` is the cio_id of who was merged into it."""

    is_activity = True
    person: str
    secondary: str
    automatic: bool
    rule: str


class MergeLost(Effect, frozen=True, gc=False):
    """What the secondary of a merge had and the primary did not get; `kept` is what the primary has instead."""

    person: str
    secondary: str
    kind: LossKind
    name: str
    value: Json
    kept: Json
    rule: str


class EventsInherited(Effect, frozen=True, gc=False):
    """Events of a merged person became the primary's; they start no campaign (merge.events-no-trigger)."""

    person: str
    secondary: str
    events: int


class EventsPostponed(Effect, frozen=True, gc=False):
    """Older events of a merged person follow at `at`."""

    person: str
    secondary: str
    events: int
    at: int
    rule: str = "merge.events-old"


class IdentifierSet(Effect, frozen=True, gc=False):
    """`old` is what the person had before, if anything; it is free at once."""

    is_activity = True
    person: str
    kind: IdentifierKind
    value: str
    old: str | None = None


class IdentifierRefused(Effect, frozen=True, gc=False):
    """The identifier stays as it was: activity `failed_attribute_change` of the real product."""

    is_activity = True
    person: str
    kind: IdentifierKind
    value: str
    reason: str
    rule: str


class AttributeChanged(Effect, frozen=True, gc=False):
    """`old` and `new` are null where the attribute was or is not there."""

    is_activity = True
    person: str
    name: str
    old: Json
    new: Json


class AttributeSkipped(Effect, frozen=True, gc=False):
    """A newer value stays: activity `skipped_update`."""

    is_activity = True
    person: str
    name: str
    stored_at: int
    sent_at: int
    rule: str = "attributes.order"


class AttributeRefused(Effect, frozen=True, gc=False):
    """The value was not taken: activity `failed_attribute_change`."""

    is_activity = True
    person: str
    name: str
    value: Json
    reason: str
    rule: str


class ValuesConfirmed(Effect, frozen=True, gc=False):
    """Everything that the call brings was stored already; it counts as written by this call now."""

    person: str
    rule: str = "attributes.upsert"


class UpdateMissed(Effect, frozen=True, gc=False):
    """The call updates only, and nobody is called `who`; with `logged` the activity log has a failed change."""

    is_activity = True
    who: str
    logged: bool
    rule: str = "identity.update-only"


class EventStored(Effect, frozen=True, gc=False):
    is_activity = True
    person: str
    name: str
    at: int
    """The event's timestamp."""
    kind: EventKind
    data: dict[str, Json]


class EventHeldAnonymous(Effect, frozen=True, gc=False):
    """Kept under the anonymous id until somebody is identified with it."""

    is_activity = True
    anonymous_id: str
    name: str
    at: int
    kind: EventKind
    data: dict[str, Json]
    rule: str = "anonymous.no-profile"


class EventDuplicate(Effect, frozen=True, gc=False):
    """The id was seen before; nothing is stored."""

    id: str
    name: str
    first_operation: int
    rule: str = "events.dedupe-ulid"


class InviteTaken(Effect, frozen=True, gc=False):
    """An event of nobody that may mail its recipient; nobody is made (anonymous.invite)."""

    name: str
    recipient: str
    at: int


class DeviceChanged(Effect, frozen=True, gc=False):
    """A device of the person; `reason` where somebody else than the caller did it."""

    is_activity = True
    person: str
    token: str
    change: Literal["added", "updated", "removed"]
    reason: str = ""


class DeviceStatusChanged(Effect, frozen=True, gc=False):
    """How pushes to the token fare: `sent`, `bounced`, or `suppressed` after two bounces in a row."""

    person: str
    token: str
    status: str


class RelationChanged(Effect, frozen=True, gc=False):
    """An object and the person are related or no longer are."""

    is_activity = True
    person: str
    object_type: str
    object_id: str
    change: Literal["added", "updated", "removed"]


class RelationHeldAnonymous(Effect, frozen=True, gc=False):
    """Kept under the anonymous id until somebody is identified with it."""

    anonymous_id: str
    object_type: str
    object_id: str


class AddressBlocked(Effect, frozen=True, gc=False):
    """The email provider takes no more mail for the address; people and events go on."""

    address: str
    reason: str
    rule: str = "suppression.esp-separate"


class AddressUnblocked(Effect, frozen=True, gc=False):
    """The address is off one of the email provider's lists."""

    address: str
    reason: str


class SmsAnswered(Effect, frozen=True, gc=False):
    """Whoever has the phone number wants no SMS of that sender, or wants them again; other senders go on."""

    phone: str
    sender: str
    stopped: bool
    rule: str = "consent.sms-stop-per-sender"


class Unsubscribed(Effect, frozen=True, gc=False):
    """The recipient of a message used its link; `value` false subscribes again."""

    is_activity = True
    person: str
    message: int
    value: bool


class AnonymousAttached(Effect, frozen=True, gc=False):
    """Events of an anonymous id became the person's."""

    is_activity = True
    person: str
    anonymous_id: str
    events: int


class AnonymousLeft(Effect, frozen=True, gc=False):
    """The person was identified with the anonymous id, and so many events of it stay nobody's; `rule` says why."""

    person: str
    anonymous_id: str
    events: int
    rule: str


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


class SegmentCreated(Effect, frozen=True, gc=False):
    """A call made a manual segment; `number` is what the APIs call it by."""

    segment: str
    number: int


class SegmentDeleted(Effect, frozen=True, gc=False):
    """The segment is gone, and its number is never given again; whoever was in it has left."""

    segment: str
    number: int


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


class MessageQueued(Effect, frozen=True, gc=False):
    """A message that was asked for goes out at `at`."""

    person: str
    message: int
    at: int
    rule: str = "app.send.send-at"


class MessageDecided(Effect, frozen=True, gc=False):
    """A message's second came; the outbox has the whole story under `message`.

    `campaign` is what it belongs to: a campaign, or a transactional message.
    """

    is_activity = True
    person: str
    campaign: str
    message: int
    state: MessageState
    channel: str = "email"


class TimestampRebased(Effect, frozen=True, gc=False):
    """A time of the machine was moved onto the virtual clock."""

    sent: int
    taken_as: int
    rule: str = "events.time.rebase-real-time"


class Ignored(Effect, frozen=True, gc=False):
    """Accepted, and nothing changed."""

    reason: str
    rule: str


class LimitPassed(Effect, frozen=True, gc=False):
    """A documented limit was passed and the call taken all the same (setting `attribute_overflow`)."""

    reason: str
    rule: str


class Rejected(Effect, frozen=True, gc=False):
    """Not accepted, and nothing changed: the API answers 400 with the reason."""

    reason: str
    rule: str


class Postponed(Effect, frozen=True, gc=False):
    """Accepted; what it does happens at `until` (setting `processing_delay`)."""

    until: int
    rule: str = "identity.async"


class Defined(Effect, frozen=True, gc=False):
    segments: int
    campaigns: int


class ClockMoved(Effect, frozen=True, gc=False):
    to: int


class WorkspaceEmptied(Effect, frozen=True, gc=False):
    people: int
