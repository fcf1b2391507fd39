"""What must be kept so that a service can go on elsewhere: one record for each thing that changes what it holds.

A record is handed to the ledger before anything changes; a ledger that cannot keep it says so, and then nothing has
happened. The records repeated in their order, from the state they follow, give the same state again, byte by byte.
"""

from typing import Protocol

import msgspec

from simulator.instants import Instant
from simulator.operations import Operation
from simulator.values import Json
from simulator.wire.app_api.exports import Export
from simulator.wire.control_answers import ClockMode

ClockChoice = ClockMode | Instant
"""How a workspace's clock begins: an instant means frozen then, `frozen` frozen at the machine's now."""


class Called(msgspec.Struct, frozen=True, gc=False, tag="called"):
    """A call's operations, received at `at`, or the clock that moves on; `workspace` is the number of one."""

    workspace: int
    operations: tuple[Operation, ...]
    at: Instant
    source: str | None


class BatchCalled(msgspec.Struct, frozen=True, gc=False, tag="batch_called"):
    """Several calls that came in one request, in their order; each ends for itself."""

    workspace: int
    calls: tuple[tuple[Operation, ...], ...]
    at: Instant
    source: str | None


class SetUp(msgspec.Struct, frozen=True, gc=False, tag="set_up"):
    """A workspace got another definition."""

    workspace: int
    definition: dict[str, Json]
    watch: tuple[str, ...]


class Emptied(msgspec.Struct, frozen=True, gc=False, tag="emptied"):
    """A workspace forgot everybody."""

    workspace: int
    frozen_at: Instant | None


class ClockSet(msgspec.Struct, frozen=True, gc=False, tag="clock_set"):
    """A clock was frozen or let go on, and put forward to `now` if that is given."""

    workspace: int
    mode: ClockMode
    now: Instant | None


class SnapshotTaken(msgspec.Struct, frozen=True, gc=False, tag="snapshot_taken"):
    """A state was kept under a name."""

    workspace: int
    name: str


class SnapshotRestored(msgspec.Struct, frozen=True, gc=False, tag="snapshot_restored"):
    """A workspace went on from the state of that name."""

    workspace: int
    name: str


class ExportMade(msgspec.Struct, frozen=True, gc=False, tag="export_made"):
    """A workspace got an export, with its file: what was asked for is told by the state as it was then."""

    workspace: int
    export: Export


class ExportDownloaded(msgspec.Struct, frozen=True, gc=False, tag="export_downloaded"):
    """Somebody got a link to the export of that number."""

    workspace: int
    export: int


class WorkspaceMade(msgspec.Struct, frozen=True, gc=False, tag="workspace_made"):
    """A workspace began, in the machine's second `at`."""

    name: str
    at: Instant
    clock: ClockChoice
    definition: dict[str, Json]
    watch: tuple[str, ...]


class WorkspaceEnded(msgspec.Struct, frozen=True, gc=False, tag="workspace_ended"):
    """A workspace was ended or forgotten."""

    name: str


Record = (
    Called
    | BatchCalled
    | SetUp
    | Emptied
    | ClockSet
    | SnapshotTaken
    | SnapshotRestored
    | ExportMade
    | ExportDownloaded
    | WorkspaceMade
    | WorkspaceEnded
)


class NotKept(Exception):
    """A record could not be kept, and why; what it tells of must not happen."""


class Ledger(Protocol):
    """Where records go."""

    def append(self, record: Record) -> None:
        """Keep the record for good.

        Raises:
            NotKept: there is no room for it, and nothing of it remains.
        """
