"""The `/_sim` routes: what they do to a workspace and what they tell of it.

A path under `/_sim/workspaces/{name}` means that workspace, any other `default`. A wrong request answers problem
details, and nothing of it is done.
"""

from collections.abc import Iterable
from typing import assert_never

from simulator.documents import Node, Problems, node_of
from simulator.documents.problem import unknown
from simulator.errors import DefinitionError
from simulator.instants import Instant, instant_text
from simulator.service.faults import fault_row
from simulator.service.ledger import NotKept
from simulator.service.looks import shown
from simulator.service.routes import CONTROLS
from simulator.service.snapshots import Snapshot
from simulator.service.wording import fired_row
from simulator.service.workspaces import DEFAULT, Workspace, Workspaces
from simulator.values import Json
from simulator.wire import Refused, Request, Response
from simulator.wire.control import AT_HEADER, BASE, WORKSPACES
from simulator.wire.control_answers import (
    Advanced,
    ClockReading,
    MadeWorkspace,
    SnapshotList,
    SnapshotRow,
    WorkspaceList,
)
from simulator.wire.control_commands import (
    AdvanceBy,
    AdvanceTo,
    AdvanceToNextTimer,
    ClockCommand,
    EmptyWorkspace,
    EndFaults,
    EndWorkspace,
    FaultCommand,
    ListSnapshots,
    ListWorkspaces,
    MakeFault,
    MakeWorkspace,
    ReadClock,
    ReadDefinition,
    Redefine,
    RegistryCommand,
    RestoreSnapshot,
    SetClock,
    SetUpCommand,
    SnapshotCommand,
    TakeSnapshot,
)
from simulator.wire.document_body import BODY
from simulator.wire.json_body import json_response
from simulator.wire.problem_details import problem, refused
from simulator.workspace import read_definition
from simulator.workspace.present import Told


def answer(request: Request, at: Instant, workspaces: Workspaces) -> Response:
    """What the route answers, after it has done what it does."""
    try:
        return _answered(request, at, workspaces)
    except Refused as refusal:
        return refusal.response
    except NotKept as why:
        return problem(507, str(why))


def _answered(request: Request, at: Instant, workspaces: Workspaces) -> Response:
    name, path = _addressed(request.path)
    workspace = workspaces.named(name, at)
    if workspace is None:
        raise refused(404, f"no workspace is called '{name}'; POST {WORKSPACES} makes one")
    try:
        found = CONTROLS.find(request.method, path)
    except UnicodeDecodeError as error:
        raise refused(400, "the path is not UTF-8 text") from error
    if found is None:
        return _unknown(request.method, path)
    route, arguments = found
    command = route.decode(request, arguments, workspace.terms)
    if isinstance(command, RegistryCommand):
        return _registered(command, workspaces, at)
    fired = workspace.clock.look(workspace.clock.received(request.headers.get(AT_HEADER), at))
    if isinstance(command, ClockCommand):
        return _clocked(command, workspace, at, fired)
    if isinstance(command, SetUpCommand):
        return _set_up(command, workspace)
    if isinstance(command, SnapshotCommand):
        return _snapshot(command, workspace)
    if isinstance(command, FaultCommand):
        return _fault(command, workspace)
    return shown(command, workspace)


def _addressed(path: str) -> tuple[str, str]:
    """The workspace that a path means, and the path as it is in the table."""
    name, slash, rest = path.removeprefix(f"{WORKSPACES}/").partition("/")
    if not path.startswith(f"{WORKSPACES}/") or not slash or rest.startswith("workspaces"):
        return DEFAULT, path
    return name, f"{BASE}/{rest}"


def _unknown(method: str, path: str) -> Response:
    methods = CONTROLS.methods(path)
    if not methods:
        return problem(404, f"no route is called {path}")
    return problem(405, f"{path} takes {', '.join(methods)}, not {method}")


def _registered(command: RegistryCommand, workspaces: Workspaces, at: Instant) -> Response:
    match command:
        case ListWorkspaces():
            return json_response(200, WorkspaceList(tuple(map(_made, workspaces))))
        case MakeWorkspace():
            return _make(command, workspaces, at)
        case EndWorkspace(name):
            if workspaces.named(name, at) is None:
                raise refused(404, f"no workspace is called '{name}'")
            if name == DEFAULT:
                raise refused(409, f"the workspace {DEFAULT} stays; POST {BASE}/reset empties it")
            workspaces.end(name)
            return Response(204)
        case _:
            assert_never(command)


def _make(command: MakeWorkspace, workspaces: Workspaces, at: Instant) -> Response:
    definition = _checked(command.definition or node_of({}, place=BODY), watch=command.watch)
    workspace = workspaces.make(
        command.name, at=at, clock=command.clock, definition=definition, watch=tuple(command.watch)
    )
    if workspace is None:
        raise refused(409, f"a workspace is called '{command.name}' already")
    return json_response(201, _made(workspace))


def _made(workspace: Workspace) -> MadeWorkspace:
    return MadeWorkspace(workspace.name, workspace.credentials, workspace.base, workspace.number)


def _checked(node: Node, *, watch: Iterable[str] = ()) -> dict[str, Json]:
    """The definition as plain values; refused with all its problems if it is none, or has no segment to watch."""
    problems = Problems()
    defined = read_definition(node, problems).segments
    for name in watch:
        if name not in defined:
            problems.add(node.place, unknown("segment", name, defined, where=" in 'watch'"))
    plain = node.plain()
    if problems or not isinstance(plain, dict):
        raise refused(400, "\n".join(map(str, problems)), problems=problems)
    return plain


def _clocked(command: ClockCommand, workspace: Workspace, at: Instant, fired: tuple[Told, ...]) -> Response:
    clock = workspace.clock
    match command:
        case ReadClock():
            return json_response(200, ClockReading(instant_text(clock.now), clock.mode))
        case SetClock(now, mode):
            clock.set(now, mode, at)
            return json_response(200, ClockReading(instant_text(clock.now), clock.mode))
        case AdvanceBy(seconds):
            fired += clock.advance_frozen(clock.now + seconds)
        case AdvanceTo(instant):
            fired += clock.advance_frozen(instant)
        case AdvanceToNextTimer():
            fired += clock.advance_frozen(max(clock.now, workspace.machine.next_due() or clock.now))
        case _:
            assert_never(command)
    rows = tuple(fired_row(told, zone=workspace.zone) for told in fired)
    return json_response(200, Advanced(instant_text(clock.now), clock.mode, rows))


def _snapshot(command: SnapshotCommand, workspace: Workspace) -> Response:
    match command:
        case ListSnapshots():
            return json_response(200, SnapshotList(tuple(map(_kept, workspace.snapshots.values()))))
        case TakeSnapshot(name):
            return json_response(201, _kept(workspace.take_snapshot(name)))
        case RestoreSnapshot(name):
            if name not in workspace.snapshots:
                raise refused(404, unknown("snapshot", name, workspace.snapshots))
            workspace.restore(workspace.snapshots[name])
            return json_response(200, _kept(workspace.snapshots[name]))
        case _:
            assert_never(command)


def _kept(snapshot: Snapshot) -> SnapshotRow:
    return SnapshotRow(snapshot.name, instant_text(snapshot.now), snapshot.people)


def _fault(command: FaultCommand, workspace: Workspace) -> Response:
    match command:
        case MakeFault():
            workspace.faults.made.append(command)
            return json_response(201, fault_row(command))
        case EndFaults():
            workspace.faults.made.clear()
            return Response(204)
        case _:
            assert_never(command)


def _redefine(node: Node, workspace: Workspace) -> None:
    """Set the workspace up anew, unless the people there do not allow it (identity.switch-workspace)."""
    definition = _checked(node)
    try:
        workspace.define(definition)
    except DefinitionError as error:
        raise refused(409, str(error)) from error


def _set_up(command: SetUpCommand, workspace: Workspace) -> Response:
    match command:
        case ReadDefinition():
            pass
        case Redefine(definition):
            _redefine(definition, workspace)
        case EmptyWorkspace(clock):
            workspace.empty(clock)
            return json_response(200, ClockReading(instant_text(workspace.clock.now), workspace.clock.mode))
        case _:
            assert_never(command)
    return json_response(200, workspace.definition)
