"""What a service holds as bytes and back, and its records repeated: so it goes on after its process has ended.

The journals of requests are no part of it; they begin anew.
"""

from collections.abc import Iterable
from typing import assert_never

import msgspec

from simulator.instants import Instant
from simulator.service.exports import ExportRows
from simulator.service.journal import JournalRows
from simulator.service.ledger import (
    BatchCalled,
    Called,
    ClockSet,
    Emptied,
    ExportDownloaded,
    ExportMade,
    Record,
    SetUp,
    SnapshotRestored,
    SnapshotTaken,
    WorkspaceEnded,
    WorkspaceMade,
)
from simulator.service.snapshots import Snapshot
from simulator.service.workspaces import Workspace, Workspaces
from simulator.wire.control_answers import ClockMode
from simulator.workspace.snapshot import saved


class _Snapshot(msgspec.Struct, frozen=True, gc=False):
    name: str
    now: Instant
    people: int
    state: bytes
    defined_at: Instant
    exports: ExportRows = ExportRows()


class _Workspace(msgspec.Struct, frozen=True, gc=False):
    name: str
    number: int
    mode: ClockMode
    defined_at: Instant
    state: bytes
    snapshots: tuple[_Snapshot, ...]
    exports: ExportRows = ExportRows()


class _Held(msgspec.Struct, frozen=True, gc=False):
    """`made` is how many workspaces ever began: their numbers are never used again."""

    made: int
    workspaces: tuple[_Workspace, ...]


_decoder = msgspec.msgpack.Decoder(_Held)


def held_bytes(workspaces: Workspaces) -> bytes:
    """Everything that the future of the workspaces depends on."""
    return msgspec.msgpack.encode(_Held(workspaces.made, tuple(map(_written, workspaces))))


def gone_on(workspaces: Workspaces, data: bytes, records: Iterable[Record], *, at: Instant) -> int:
    """Fill the workspaces, none until now, with what `held_bytes` gave, and do what the records tell of.

    How many of the records met a fault of ours.

    A record that does was answered 500 when it came; what it had done until then it does again, and what followed
    follows. Each workspace counts as used in the machine's second `at`.

    Raises:
        ValueError: the bytes were not written by this version.
    """
    try:
        held = _decoder.decode(data)
    except msgspec.DecodeError as error:
        raise ValueError(f"this is no state of a service: {error}") from error
    for row in held.workspaces:
        workspaces.made = row.number - 1
        workspace = workspaces.add(row.name, at=at, clock=row.mode)
        workspace.snapshots = {one.name: _read(one) for one in row.snapshots}
        workspace.go_on(row.state, defined_at=row.defined_at)
        workspace.exports.bring_back(row.exports)
    workspaces.made = held.made
    faults = 0
    for record in records:
        try:
            _repeat(record, workspaces)
        except Exception:  # noqa: BLE001 - one fault of ours must not keep all the rest from its owner
            faults += 1
    for workspace in workspaces:
        workspace.used_at = at
    return faults


def _repeat(record: Record, workspaces: Workspaces) -> None:
    """Do once more what the record tells of."""
    match record:
        case WorkspaceMade(name, at, clock, definition, watch):
            workspaces.begin(name, at=at, clock=clock, definition=definition, watch=watch)
        case WorkspaceEnded(name):
            workspaces.end(name)
        case _:
            _repeat_in(workspaces.by_number[record.workspace], record)


def _repeat_in(
    workspace: Workspace,
    record: Called
    | BatchCalled
    | SetUp
    | Emptied
    | ClockSet
    | SnapshotTaken
    | SnapshotRestored
    | ExportMade
    | ExportDownloaded,
) -> None:
    match record:
        case Called(_, operations, at, source):
            workspace.carry_out(operations, at=at, source=source)
        case BatchCalled(_, calls, at, source):
            workspace.carry_out_all(calls, at=at, source=source)
        case SetUp(_, definition, watch):
            workspace.define(definition, watch=watch)
        case Emptied(_, frozen_at):
            workspace.empty(frozen_at)
        case ClockSet(_, mode, now):
            workspace.set_clock(mode, now)
        case SnapshotTaken(_, name):
            workspace.take_snapshot(name)
        case SnapshotRestored(_, name):
            workspace.restore(workspace.snapshots[name])
        case ExportMade(_, export):
            workspace.keep_export(export)
        case ExportDownloaded(_, number):
            workspace.count_download(number)
        case _:
            assert_never(record)


def _written(workspace: Workspace) -> _Workspace:
    snapshots = tuple(
        _Snapshot(one.name, one.now, one.people, one.state, one.defined_at, one.exports)
        for one in workspace.snapshots.values()
    )
    return _Workspace(
        workspace.name,
        workspace.number,
        workspace.clock.mode,
        workspace.defined_at,
        saved(workspace.machine),
        snapshots,
        workspace.exports.kept(),
    )


def _read(row: _Snapshot) -> Snapshot:
    return Snapshot(row.name, row.now, row.people, row.state, row.defined_at, JournalRows((), 0), row.exports)
