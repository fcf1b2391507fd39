"""The workspaces of a service: each with a machine, a clock, a journal and credentials of its own.

`default` is always there; the others are made, chosen by their credentials or by their name, and forgotten when
nobody has used them for an hour of real time.
"""

from collections.abc import Iterable, Iterator

from simulator.instants import HOUR, Instant
from simulator.operations import (
    Advance,
    CreateSegment,
    Define,
    DeleteSegment,
    Identify,
    Operation,
    Reach,
    Reset,
)
from simulator.seeds import stream
from simulator.service.call_limits import CallCounts
from simulator.service.clock import WorkspaceClock
from simulator.service.credential_index import CredentialIndex
from simulator.service.exports import Exports
from simulator.service.faults import Faults
from simulator.service.journal import Journal
from simulator.service.ledger import (
    BatchCalled,
    Called,
    ClockChoice,
    ClockSet,
    Emptied,
    ExportDownloaded,
    ExportMade,
    Ledger,
    SetUp,
    SnapshotRestored,
    SnapshotTaken,
    WorkspaceEnded,
    WorkspaceMade,
)
from simulator.service.snapshots import Snapshot
from simulator.values import Json
from simulator.wire import DEFAULT_CREDENTIALS, Credentials, Terms, terms_of
from simulator.wire.app_api.exports import Export
from simulator.wire.control import BASE, WORKSPACES
from simulator.wire.control_answers import ClockMode
from simulator.wire.credentials import basic_header, basic_pair, bearer_token
from simulator.workspace import Machine, Outcome
from simulator.workspace.effects import Effect, IdentifierRefused, Ignored, Rejected, UpdateMissed
from simulator.workspace.present import Told
from simulator.workspace.snapshot import restored, saved

DEFAULT = "default"
IDLE_MAX = HOUR
_SEGMENT_OPERATIONS = (CreateSegment, DeleteSegment)


class Workspace:
    """A machine and what surrounds it. Its methods alone change it; each tells the ledger, if there is one, before."""

    def __init__(
        self, name: str, number: int, credentials: Credentials, *, now: Instant, clock: ClockChoice, journal_max: int
    ) -> None:
        self.name = name
        self.number = number
        self.credentials = credentials
        self.machine = Machine(now=clock if isinstance(clock, int) else now)
        self.clock = WorkspaceClock(self, "real" if clock == "real" else "frozen")
        self.journal = Journal(journal_max)
        self.used_at = now
        self.definition: dict[str, Json] = {}
        self.defined_at = self.machine.now
        self.terms = Terms(workspace=number)
        self.snapshots: dict[str, Snapshot] = {}
        """Named states, in the order in which they were taken."""
        self.faults = Faults()
        self.exports = Exports()
        self.ledger: Ledger | None = None
        self.call_counts = CallCounts()
        self._watch: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """Where the workspace's own routes stand."""
        return BASE if self.name == DEFAULT else f"{WORKSPACES}/{self.name}"

    @property
    def zone(self) -> str:
        """The zone in which its times are told."""
        return self.machine.definition.settings.timezone

    @property
    def rebases(self) -> bool:
        """Whether the machine's times are moved onto the workspace's clock."""
        setting = self.machine.definition.settings.rebase_real_time
        return setting == "on" or (setting == "auto" and self.clock.mode == "frozen")

    def carry_out(self, operations: Iterable[Operation], *, at: Instant, source: str | None = None) -> list[Outcome]:
        """Let the machine carry out a call's operations, until one comes to nothing: what follows is left out then.

        What follows would make somebody of its own.

        Raises:
            NotKept: the ledger has no room; nothing has changed. So it is with everything else that changes something.
        """
        return self.carry_out_all((tuple(operations),), at=at, source=source)[0]

    def carry_out_all(
        self, calls: tuple[tuple[Operation, ...], ...], *, at: Instant, source: str | None = None
    ) -> list[list[Outcome]]:
        """Let the machine carry out calls that came in one request, each until one of its operations comes to nothing.

        The ledger keeps all of them or none.
        """
        if self.ledger is not None:
            self.ledger.append(_called(self.number, calls, at, source))
        return [self._carried_out(asked, at, source) for asked in calls]

    def _carried_out(self, asked: tuple[Operation, ...], at: Instant, source: str | None) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for operation in asked:
            outcome = self.machine.apply(operation, at=at, source=source)
            outcomes.append(outcome)
            if isinstance(operation, _SEGMENT_OPERATIONS):
                self._read_terms()
            if len(asked) > 1 and any(_ends(effect, operation) for effect in outcome.effects):
                break
        return outcomes

    def move(self, operation: Reach | Advance) -> tuple[Told, ...]:
        """Move the clock on; what fired on the way."""
        return self.carry_out((operation,), at=self.machine.now)[0].fired

    def set_clock(self, mode: ClockMode, now: Instant | None) -> tuple[Told, ...]:
        """Freeze the clock or let it go on, and reach `now`; what fired on the way."""
        if self.ledger is not None:
            self.ledger.append(ClockSet(self.number, mode, now))
        self.clock.mode = mode
        if now is None or now == self.machine.now:
            return ()
        return self.machine.apply(Reach(now), at=self.machine.now).fired

    def define(self, definition: dict[str, Json], *, watch: tuple[str, ...] = ()) -> None:
        """Set the workspace up in its present second; what was watched before stays watched.

        Raises:
            DefinitionError: it is no definition; nothing has changed.
        """
        watched = tuple(dict.fromkeys((*self._watch, *watch)))
        if self.ledger is not None:
            self.machine.check(Define(definition, watched))
            self.ledger.append(SetUp(self.number, definition, watched))
        self.machine.apply(Define(definition, watched), at=self.machine.now)
        self.definition, self._watch, self.defined_at = definition, watched, self.machine.now
        self._read_terms()

    def empty(self, frozen_at: Instant | None) -> None:
        """Forget everybody, and journal and exports with them.

        The definition stays, and so does the clock unless it is frozen anew.
        """
        if self.ledger is not None:
            self.ledger.append(Emptied(self.number, frozen_at))
        self.machine.apply(Reset(frozen_at), at=self.machine.now)
        self._read_terms()
        self.journal.empty()
        self.call_counts = CallCounts()
        self.exports.empty()
        if frozen_at is not None:
            self.clock.mode = "frozen"

    def take_snapshot(self, name: str | None) -> Snapshot:
        """Keep the present state under a name; one that is taken means this state from now on."""
        if name is None:
            name = f"snapshot-{len(self.snapshots) + 1}"
        if self.ledger is not None:
            self.ledger.append(SnapshotTaken(self.number, name))
        self.snapshots.pop(name, None)
        machine = self.machine
        self.snapshots[name] = snapshot = Snapshot(
            name,
            machine.now,
            len(machine.facts.directory),
            saved(machine),
            self.defined_at,
            self.journal.kept(),
            self.exports.kept(),
        )
        return snapshot

    def restore(self, snapshot: Snapshot) -> None:
        """Go on from that state, with the clock where it stood; a real one catches up when somebody looks."""
        if self.ledger is not None:
            self.ledger.append(SnapshotRestored(self.number, snapshot.name))
        self.go_on(snapshot.state, defined_at=snapshot.defined_at)
        self.journal.bring_back(snapshot.journal)
        self.call_counts = CallCounts()
        self.exports.bring_back(snapshot.exports)

    def keep_export(self, export: Export) -> None:
        """Have one more export, which is numbered on from the others."""
        if self.ledger is not None:
            self.ledger.append(ExportMade(self.number, export))
        self.exports.keep(export)

    def count_download(self, export: int) -> None:
        """Count one more link to the export of that number."""
        if self.ledger is not None:
            self.ledger.append(ExportDownloaded(self.number, export))
        self.exports.count_download(export)

    def go_on(self, state: bytes, *, defined_at: Instant) -> None:
        """Let the machine be the one whose state was saved."""
        self.machine = machine = restored(state)
        self.definition, self._watch = machine.defined.definition, machine.defined.watch
        self.defined_at = defined_at
        self._read_terms()

    def _read_terms(self) -> None:
        """Learn what the wire formats must know, after it may have changed."""
        self.terms = terms_of(self.machine.definition, self.machine.register, workspace=self.number)


class Workspaces:
    """All workspaces by number, name and credentials, none at first. `at` is always the machine's real now."""

    def __init__(self, *, journal_max: int, idle_max: int | None = IDLE_MAX) -> None:
        self._idle_max = idle_max
        self._journal_max = journal_max
        self._ledger: Ledger | None = None
        self.made = 0
        """How many ever began; the last one's number."""
        self.by_number: dict[int, Workspace] = {}
        self._by_name: dict[str, Workspace] = {}
        self._by_track_header: CredentialIndex[Workspace] = CredentialIndex()
        self._by_app_key: CredentialIndex[Workspace] = CredentialIndex()

    def anew(self) -> "Workspaces":
        """None again, with the same bounds."""
        return Workspaces(journal_max=self._journal_max, idle_max=self._idle_max)

    @property
    def default(self) -> Workspace:
        """The one that is always there."""
        return self._by_name[DEFAULT]

    def keep_in(self, ledger: Ledger) -> None:
        """From now on tell the ledger of every change."""
        self._ledger = ledger
        for workspace in self:
            workspace.ledger = ledger

    def __iter__(self) -> Iterator[Workspace]:
        return iter(self._by_name.values())

    def make(
        self,
        name: str | None,
        *,
        at: Instant,
        clock: ClockChoice,
        definition: dict[str, Json],
        watch: tuple[str, ...] = (),
    ) -> Workspace | None:
        """A new workspace, empty, with credentials that follow from its name; nothing if the name is taken.

        Raises:
            DefinitionError: the definition is none, which no ledger may be told of.
        """
        self._forget_idle(at)
        if name is None:
            name = self._free_name()
        if name in self._by_name:
            return None
        if self._ledger is not None:
            self._ledger.append(WorkspaceMade(name, at, clock, definition, watch))
        return self.begin(name, at=at, clock=clock, definition=definition, watch=watch)

    def begin(
        self, name: str, *, at: Instant, clock: ClockChoice, definition: dict[str, Json], watch: tuple[str, ...] = ()
    ) -> Workspace:
        """A new workspace that the ledger knows of."""
        workspace = self.add(name, at=at, clock=clock)
        workspace.define(definition, watch=watch)
        workspace.ledger = self._ledger
        return workspace

    def end(self, name: str) -> None:
        """Forget a workspace that was made."""
        if self._ledger is not None:
            self._ledger.append(WorkspaceEnded(name))
        ended = self._by_name.pop(name)
        del self.by_number[ended.number]
        self._by_track_header.remove(_track_header(ended))
        self._by_app_key.remove(ended.credentials.app_key)

    def named(self, name: str, at: Instant) -> Workspace | None:
        """The workspace of that name."""
        return self._used(self._by_name.get(name), at)

    def numbered(self, number: int, at: Instant) -> Workspace | None:
        """The workspace that the APIs call by that number."""
        return self._used(self.by_number.get(number), at)

    def of_track_call(self, authorization: str | None, at: Instant) -> Workspace | None:
        """Whose site id and key they are; nothing if nobody's."""
        if authorization is None:
            return None
        usual = self._by_track_header.owner_of(authorization)
        return self._used(usual or self._of_basic_pair(authorization), at)

    def _of_basic_pair(self, authorization: str) -> Workspace | None:
        """The workspace of credentials that are written in an unusual way, or wrong."""
        pair = basic_pair(authorization)
        return None if pair is None else self._by_track_header.owner_of(basic_header(*pair))

    def of_app_call(self, authorization: str | None, at: Instant) -> Workspace | None:
        """Whose App key it is; nothing if nobody's."""
        token = None if authorization is None else bearer_token(authorization)
        return None if token is None else self._used(self._by_app_key.owner_of(token), at)

    def _used(self, workspace: Workspace | None, at: Instant) -> Workspace | None:
        if workspace is None or self._is_idle(workspace, at):
            return None
        workspace.used_at = at
        return workspace

    def _is_idle(self, workspace: Workspace, at: Instant) -> bool:
        if workspace is self.default or self._idle_max is None:
            return False
        return at - workspace.used_at > self._idle_max

    def _forget_idle(self, at: Instant) -> None:
        for workspace in [one for one in self if self._is_idle(one, at)]:
            self.end(workspace.name)

    def _free_name(self) -> str:
        number = self.made
        while f"workspace-{number}" in self._by_name:
            number += 1
        return f"workspace-{number}"

    def add(self, name: str, *, at: Instant, clock: ClockChoice) -> Workspace:
        """A workspace that is not set up yet, and that no ledger knows."""
        credentials = DEFAULT_CREDENTIALS if name == DEFAULT else _credentials_of(name)
        self.made += 1
        workspace = Workspace(name, self.made, credentials, now=at, clock=clock, journal_max=self._journal_max)
        self.by_number[workspace.number] = self._by_name[name] = workspace
        self._by_track_header.add(_track_header(workspace), workspace)
        self._by_app_key.add(credentials.app_key, workspace)
        return workspace


def _called(
    workspace: int, calls: tuple[tuple[Operation, ...], ...], at: Instant, source: str | None
) -> Called | BatchCalled:
    if len(calls) == 1:
        return Called(workspace, calls[0], at, source)
    return BatchCalled(workspace, calls, at, source)


def _ends(effect: Effect, operation: Operation) -> bool:
    """Whether the operation meant nobody, or not the person that the call names."""
    if isinstance(effect, IdentifierRefused) and isinstance(operation, Identify) and operation.who is not None:
        return (effect.kind, effect.value) == (operation.who.kind, operation.who.value)
    return isinstance(effect, Rejected | Ignored | UpdateMissed)


def _track_header(workspace: Workspace) -> str:
    return basic_header(workspace.credentials.site_id, workspace.credentials.track_key)


def _credentials_of(name: str) -> Credentials:
    secrets = stream(0, "workspace credentials", name)
    return Credentials(*(f"{kind}-{secrets.hexadecimal(20)}" for kind in ("site", "track", "app", "write")))
