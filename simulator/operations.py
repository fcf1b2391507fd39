"""What can be asked of a workspace: frozen values, the only way its state changes.

Wire formats decode to these and sources make these; a log of them, with their instants, rebuilds a workspace byte by
byte.
"""

from typing import Literal

import msgspec

from simulator.values import Json

IdentifierKind = Literal["id", "email", "phone", "cio_id"]
EventKind = Literal["event", "page", "screen"]
Platform = Literal["ios", "android"]
TransactionalChannel = Literal["email", "sms", "push"]
ProviderList = Literal["bounces", "blocks", "spam_reports", "invalid_emails"]
"""Why an email provider takes no mail for an address: each reason has a list of its own."""


class Identifier(msgspec.Struct, frozen=True, gc=False):
    """One way to name a person, as sent: case and spaces are the core's business."""

    kind: IdentifierKind
    value: str

    def __str__(self) -> str:
        return f"cio_{self.value}" if self.kind == "cio_id" else self.value


class Identify(msgspec.Struct, frozen=True, gc=False, tag="identify"):
    """Create or update the person `who`; `attributes` may bring identifiers and `anonymous_id` as the APIs do.

    Without `who` only an anonymous id is named. `timestamp` orders updates (the instant the values were true); without
    it the receive time counts. With `update_only` nobody is created. `version` is that of the API which said so: they
    differ in what they log where nobody is found.
    """

    who: Identifier | None
    attributes: dict[str, Json] = {}
    timestamp: int | None = None
    update_only: bool = False
    version: Literal[1, 2] = 1


class Track(msgspec.Struct, frozen=True, gc=False, tag="track"):
    """Something happened, to the person `who` or, without one, to whoever `anonymous_id` turns out to be.

    `id` is the key that repeats are recognised by; `timestamp` is when it happened, else the receive time. With neither
    `who` nor `anonymous_id` it is an invitation of the `recipient` in its data.
    """

    name: str
    who: Identifier | None = None
    kind: EventKind = "event"
    data: dict[str, Json] = {}
    timestamp: int | None = None
    id: str | None = None
    anonymous_id: str | None = None


class Merge(msgspec.Struct, frozen=True, gc=False, tag="merge"):
    """Make one person of two: `primary` stays and inherits, `secondary` is deleted for ever."""

    primary: Identifier
    secondary: Identifier


class Delete(msgspec.Struct, frozen=True, gc=False, tag="delete"):
    """Forget a person; whoever uses the identifiers again is somebody new."""

    who: Identifier


class Suppress(msgspec.Struct, frozen=True, gc=False, tag="suppress"):
    """Forget a person and let no call bring back any of the identifiers."""

    who: Identifier


class Unsuppress(msgspec.Struct, frozen=True, gc=False, tag="unsuppress"):
    """Let the identifiers that were suppressed together with `who` be used again; nobody comes back."""

    who: Identifier


class AddDevice(msgspec.Struct, frozen=True, gc=False, tag="add_device"):
    """Add or update the device with this token; without `last_used` it was used now."""

    who: Identifier
    token: str
    platform: Platform
    last_used: int | None = None
    attributes: dict[str, Json] = {}


class DeleteDevice(msgspec.Struct, frozen=True, gc=False, tag="delete_device"):
    """Take the device with this token from the person."""

    who: Identifier
    token: str


class ReportPush(msgspec.Struct, frozen=True, gc=False, tag="report_push"):
    """What the push provider says of the last message to a token, on whomever it stands."""

    token: str
    outcome: Literal["sent", "bounced", "unregistered"]


class BlockAddress(msgspec.Struct, frozen=True, gc=False, tag="block_address"):
    """The email provider puts an address on one of its lists."""

    address: str
    reason: ProviderList = "bounces"


class UnblockAddress(msgspec.Struct, frozen=True, gc=False, tag="unblock_address"):
    """The email provider takes an address off one of its lists; on the others it stays."""

    address: str
    reason: ProviderList = "bounces"


class AnswerSms(msgspec.Struct, frozen=True, gc=False, tag="answer_sms"):
    """Whoever has this phone number answers the sender of an SMS with a keyword."""

    phone: str
    sender: str
    word: Literal["STOP", "START"] = "STOP"


class Unsubscribe(msgspec.Struct, frozen=True, gc=False, tag="unsubscribe"):
    """The recipient of the outbox's message `message` unsubscribes, or with `value` false subscribes again."""

    message: int
    value: bool = True


class Relate(msgspec.Struct, frozen=True, gc=False, tag="relate"):
    """Relate an object to the person `who` or, without one, to whoever `anonymous_id` turns out to be."""

    object_type: str
    object_id: str
    who: Identifier | None = None
    anonymous_id: str | None = None
    attributes: dict[str, Json] = {}


class Unrelate(msgspec.Struct, frozen=True, gc=False, tag="unrelate"):
    """End the relation between an object and a person."""

    object_type: str
    object_id: str
    who: Identifier


class AddToSegment(msgspec.Struct, frozen=True, gc=False, tag="add_to_segment"):
    """Put people into a manual segment; those nobody knows are passed over."""

    segment: str
    people: tuple[Identifier, ...]


class RemoveFromSegment(msgspec.Struct, frozen=True, gc=False, tag="remove_from_segment"):
    """Take people out of a manual segment."""

    segment: str
    people: tuple[Identifier, ...]


class CreateSegment(msgspec.Struct, frozen=True, gc=False, tag="create_segment"):
    """Have a manual segment of that name, with nobody in it."""

    name: str
    description: str = ""


class DeleteSegment(msgspec.Struct, frozen=True, gc=False, tag="delete_segment"):
    """Have no segment of that name any more."""

    name: str


class SendTransactional(msgspec.Struct, frozen=True, gc=False, tag="send_transactional"):
    """Write to the person `who` alone: now, or at `send_at` where that is still to come.

    `template` is the number or the trigger name of a transactional message; what else is given stands in place of its
    own, and is Liquid that `data` fills. Without `send_to_unsubscribed` and `queue_draft` the template decides.
    `subject` is the title of a push. `attachments` are names of files.
    """

    who: Identifier
    channel: TransactionalChannel
    to: tuple[str, ...] = ()
    """Addresses, a phone number, or of a push `all`, `last_used` or a token."""
    template: int | str | None = None
    data: dict[str, Json] = {}
    subject: str | None = None
    body: str | None = None
    sender: str | None = None
    reply_to: str | None = None
    preheader: str | None = None
    bcc: tuple[str, ...] = ()
    fake_bcc: bool = False
    headers: str | None = None
    attachments: tuple[str, ...] = ()
    send_at: int | None = None
    send_to_unsubscribed: bool | None = None
    queue_draft: bool | None = None
    keeps_body: bool = True


class Define(msgspec.Struct, frozen=True, gc=False, tag="define"):
    """Give the workspace its settings, segments and campaigns: plain values in the shape of `workspace.yaml`.

    `watch` names segments whose every entering and leaving is recorded, beside those that campaigns read.
    """

    definition: dict[str, Json]
    watch: tuple[str, ...] = ()


class Reach(msgspec.Struct, frozen=True, gc=False, tag="reach"):
    """Make `to` the present second: what was due before it has happened, what is due in it has not."""

    to: int


class Advance(msgspec.Struct, frozen=True, gc=False, tag="advance"):
    """Make `to` the present second and look at it: what is due up to and in it has happened."""

    to: int


class Reset(msgspec.Struct, frozen=True, gc=False, tag="reset"):
    """Empty the workspace; its definition stays, and its clock too unless `to` is given.

    Its segments are those of the definition again, numbered from 1.
    """

    to: int | None = None


FactOperation = (
    Track
    | Identify
    | Merge
    | Delete
    | Suppress
    | Unsuppress
    | AddDevice
    | DeleteDevice
    | ReportPush
    | BlockAddress
    | UnblockAddress
    | AnswerSms
    | Unsubscribe
    | Relate
    | Unrelate
    | AddToSegment
    | RemoveFromSegment
)
"""What calls of the APIs and providers ask: it changes what is known of people."""

SegmentOperation = CreateSegment | DeleteSegment
"""What calls ask that changes which segments there are."""

Operation = FactOperation | SegmentOperation | SendTransactional | Define | Reach | Advance | Reset
"""Every operation; closed, so that a `match` over it is checked for completeness."""
