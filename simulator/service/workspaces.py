"""The workspaces of a service: each with a machine, a clock, a journal and credentials of its own.

`default` is always there; the others are made, chosen by their credentials or by their name, and forgotten when
nobody has used them for an hour of real time.
"""

from collections.abc import Iterator
from typing import Literal

from simulator.instants import HOUR, Instant
from simulator.operations import Define, Reset
from simulator.seeds import stream
from simulator.service.clock import WorkspaceClock
from simulator.service.credential_index import CredentialIndex
from simulator.service.journal import Journal
from simulator.service.snapshots import Snapshot
from simulator.values import Json
from simulator.wire import DEFAULT_CREDENTIALS, Credentials, Terms, terms_of
from simulator.wire.control import BASE, WORKSPACES
from simulator.wire.credentials import basic_header, basic_pair, bearer_token
from simulator.workspace import Machine
from simulator.workspace.snapshot import restored, saved

DEFAULT = "default"
IDLE_MAX = HOUR

ClockChoice = Literal["real", "frozen"] | Instant
"""How a workspace's clock begins: an instant means frozen then, `frozen` frozen at the machine's now."""


class Workspace:
    """A machine and what surrounds it."""

    def __init__(
        self, name: str, number: int, credentials: Credentials, *, now: Instant, clock: ClockChoice, journal_max: int
    ) -> None:
        self.name = name
        self.number = number
        self.credentials = credentials
        self.machine = Machine(now=clock if isinstance(clock, int) else now)
        self.clock = WorkspaceClock(self.machine, "real" if clock == "real" else "frozen")
        self.journal = Journal(journal_max)
        self.used_at = now
        self.definition: dict[str, Json] = {}
        self.defined_at = self.machine.now
        self.terms = Terms(workspace=number)
        self.snapshots: dict[str, Snapshot] = {}
        """Named states, in the order in which they were taken."""
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

    def define(self, definition: dict[str, Json], *, watch: tuple[str, ...] = ()) -> None:
        """Set the workspace up in its present second; what was watched before stays watched.

        Raises:
            DefinitionError: it is no definition; nothing has changed.
        """
        watched = tuple(dict.fromkeys((*self._watch, *watch)))
        self.machine.apply(Define(definition, watched), at=self.machine.now)
        self.definition, self._watch, self.defined_at = definition, watched, self.machine.now
        self.terms = terms_of(self.machine.definition, workspace=self.number)

    def empty(self, frozen_at: Instant | None) -> None:
        """Forget everybody, and the journal with them; the definition stays, and the clock unless it is frozen anew."""
        self.machine.apply(Reset(frozen_at), at=self.machine.now)
        self.journal.empty()
        if frozen_at is not None:
            self.clock.mode = "frozen"

    def take_snapshot(self, name: str | None) -> Snapshot:
        """Keep the present state under a name; one that is taken means this state from now on."""
        if name is None:
            name = f"snapshot-{len(self.snapshots) + 1}"
        self.snapshots.pop(name, None)
        machine = self.machine
        self.snapshots[name] = snapshot = Snapshot(
            name, machine.now, len(machine.facts.directory), saved(machine), self.defined_at, self.journal.kept()
        )
        return snapshot

    def restore(self, snapshot: Snapshot) -> None:
        """Go on from that state, with the clock where it stood; a real one catches up when somebody looks."""
        self.machine = machine = restored(snapshot.state)
        self.clock = WorkspaceClock(machine, self.clock.mode)
        self.journal.bring_back(snapshot.journal)
        self.definition, self._watch = machine.defined.definition, machine.defined.watch
        self.defined_at = snapshot.defined_at
        self.terms = terms_of(machine.definition, workspace=self.number)


class Workspaces:
    """All workspaces by name and by their credentials. `at` is always the machine's real now."""

    def __init__(self, *, now: Instant, clock: ClockChoice, journal_max: int, idle_max: int | None) -> None:
        self._idle_max = idle_max
        self._journal_max = journal_max
        self._made = 0
        self._by_name: dict[str, Workspace] = {}
        self._by_track_header: CredentialIndex[Workspace] = CredentialIndex()
        self._by_app_key: CredentialIndex[Workspace] = CredentialIndex()
        self.default = self._add(DEFAULT, DEFAULT_CREDENTIALS, now, clock)

    def __iter__(self) -> Iterator[Workspace]:
        return iter(self._by_name.values())

    def make(self, name: str | None, *, at: Instant, clock: ClockChoice) -> Workspace | None:
        """A new workspace, empty, with credentials that follow from its name; nothing if the name is taken."""
        self._forget_idle(at)
        if name is None:
            name = self._free_name()
        return None if name in self._by_name else self._add(name, _credentials_of(name), at, clock)

    def end(self, name: str) -> None:
        """Forget a workspace that was made."""
        ended = self._by_name.pop(name)
        self._by_track_header.remove(_track_header(ended))
        self._by_app_key.remove(ended.credentials.app_key)

    def named(self, name: str, at: Instant) -> Workspace | None:
        """The workspace of that name."""
        return self._used(self._by_name.get(name), at)

    def numbered(self, number: int, at: Instant) -> Workspace | None:
        """The workspace that the APIs call by that number."""
        return self._used(next((one for one in self if one.number == number), None), at)

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
        number = self._made
        while f"workspace-{number}" in self._by_name:
            number += 1
        return f"workspace-{number}"

    def _add(self, name: str, credentials: Credentials, at: Instant, clock: ClockChoice) -> Workspace:
        self._made += 1
        workspace = Workspace(name, self._made, credentials, now=at, clock=clock, journal_max=self._journal_max)
        self._by_name[name] = workspace
        self._by_track_header.add(_track_header(workspace), workspace)
        self._by_app_key.add(credentials.app_key, workspace)
        return workspace


def _track_header(workspace: Workspace) -> str:
    return basic_header(workspace.credentials.site_id, workspace.credentials.track_key)


def _credentials_of(name: str) -> Credentials:
    secrets = stream(0, "workspace credentials", name)
    return Credentials(*(f"{kind}-{secrets.hexadecimal(20)}" for kind in ("site", "track", "app", "write")))
