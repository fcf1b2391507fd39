"""What the `/_sim` routes answer: plain rows, read by people and by our own targets.

Instants of facts are Unix seconds; the clock reads in ISO 8601.
"""

from typing import Literal

import msgspec

from simulator.values import Json
from simulator.wire.credentials import Credentials
from simulator.wire.routing import Api
from simulator.workspace.answers import ActivityAnswer, MessageAnswer, PersonAnswer, SegmentAnswer

ClockMode = Literal["real", "frozen"]
"""`real` goes with the machine's clock; `frozen` stands until somebody moves it."""


class Health(msgspec.Struct, frozen=True, gc=False):
    """That the emulator is there; `now` is the workspace's."""

    status: Literal["ok"]
    version: str
    now: str


class ClockReading(msgspec.Struct, frozen=True, gc=False):
    """Where a workspace's clock stands."""

    now: str
    mode: ClockMode


class EffectRow(msgspec.Struct, frozen=True, gc=False):
    """An effect by its name, in words, and with what it says; `rule` where one decided."""

    name: str
    words: str
    rule: str | None
    fields: dict[str, Json]


class FiredRow(msgspec.Struct, frozen=True, gc=False):
    """What happened on its own at `at`; `operation` is the one that caused it."""

    at: int
    operation: int
    effect: EffectRow


class Advanced(msgspec.Struct, frozen=True, gc=False):
    """Where the clock stands now, and what happened on the way."""

    now: str
    mode: ClockMode
    fired: tuple[FiredRow, ...]


class MadeWorkspace(msgspec.Struct, frozen=True, gc=False):
    """A workspace of one's own: its routes stand under `base`, and vendor calls choose it by `credentials`.

    `number` is what the APIs call it by.
    """

    name: str
    credentials: Credentials
    base: str
    number: int


class WorkspaceList(msgspec.Struct, frozen=True, gc=False):
    """The workspaces that are there."""

    workspaces: tuple[MadeWorkspace, ...]


class SnapshotRow(msgspec.Struct, frozen=True, gc=False):
    """A kept state: where the clock stood, and how many people were there."""

    name: str
    now: str
    people: int


class SnapshotList(msgspec.Struct, frozen=True, gc=False):
    """The kept states, the oldest first."""

    snapshots: tuple[SnapshotRow, ...]


class FaultRow(msgspec.Struct, frozen=True, gc=False, rename={"since": "from"}, omit_defaults=True):
    """A fault: with which status calls are answered, and when, if not always."""

    status: int
    since: str | None = None
    until: str | None = None


class ProfileList(msgspec.Struct, frozen=True, gc=False):
    """Everybody, the oldest profile first."""

    profiles: tuple[PersonAnswer, ...]


class SegmentList(msgspec.Struct, frozen=True, gc=False):
    """Every segment with its members."""

    segments: tuple[SegmentAnswer, ...]


class MessageRow(MessageAnswer, frozen=True, gc=False, kw_only=True):
    """A line of the outbox with the id that Customer.io's calls know the message by."""

    delivery_id: str


class MessageList(msgspec.Struct, frozen=True, gc=False):
    """The outbox, oldest line first."""

    messages: tuple[MessageRow, ...]


class ActivityList(msgspec.Struct, frozen=True, gc=False):
    """The activity log, newest line first."""

    activities: tuple[ActivityAnswer, ...]


class SilentItem(msgspec.Struct, frozen=True, gc=False):
    """An item of a batch that was taken and changed nothing, and why; `batch_index` counts from 0, as errors do."""

    batch_index: int
    operations: tuple[int, ...]
    effects: tuple[EffectRow, ...]


class JournalEntry(msgspec.Struct, frozen=True, gc=False):
    """A call as it came and what it did.

    `at` is the workspace's time of receipt, `real` the machine's. `fired` is what was due before it, `effects` what
    it did itself; a call that only asked, or could not be read, has no `operations`. A batch has its items' effects
    one after another, and `silent_items` apart. Long bodies are cut.
    """

    number: int
    at: int
    real: int
    method: str
    path: str
    query: str
    api: Api
    user_agent: str
    delivery: str | None
    source: str | None
    status: int
    operations: tuple[int, ...]
    effects: tuple[EffectRow, ...]
    fired: tuple[FiredRow, ...]
    silent_items: tuple[SilentItem, ...]
    request: str
    response: str


class RequestList(msgspec.Struct, frozen=True, gc=False):
    """The wire journal, oldest entry first."""

    requests: tuple[JournalEntry, ...]
