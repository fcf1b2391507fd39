"""The one road to a workspace: a request and the machine's second in, a response out. No I/O.

Every door - the server, the embedded target, the doors of HTTP clients - calls `handle` and does nothing else, so
that a suite means the same everywhere.
"""

from collections.abc import Iterable

from simulator.instants import Instant
from simulator.service import calls, controls
from simulator.service.journal import ENTRIES_DEFAULT
from simulator.service.ledger import ClockChoice, Ledger, Record
from simulator.service.resuming import gone_on, held_bytes
from simulator.service.workspaces import DEFAULT, IDLE_MAX, Workspaces
from simulator.values import Json
from simulator.wire import Request, Response
from simulator.wire.control import BASE
from simulator.wire.live_headers import without_body


class Service:
    """Workspaces behind their APIs.

    >>> service = Service(now=1_767_603_600, clock="frozen")
    >>> service.handle(Request("GET", "/_sim/clock"), at=1_767_603_600).body
    b'{"now":"2026-01-05T09:00:00Z","mode":"frozen"}'
    """

    def __init__(
        self,
        *,
        now: Instant,
        definition: dict[str, Json] | None = None,
        clock: ClockChoice = "real",
        journal_max: int = ENTRIES_DEFAULT,
        idle_max: int | None = IDLE_MAX,
    ) -> None:
        """Begin with the workspace `default`, set up as `definition` says, at the machine's `now`.

        Args:
            idle_max: after how many seconds a workspace that nobody uses is forgotten; None for never.

        Raises:
            DefinitionError: the definition is none.
        """
        self._workspaces = Workspaces(journal_max=journal_max, idle_max=idle_max)
        self._workspaces.make(DEFAULT, at=now, clock=clock, definition=definition or {})

    def go_on(self, held: bytes, records: Iterable[Record], *, at: Instant) -> int:
        """Forget everything, and hold what another service held, after what the records tell of.

        How many of the records met a fault of the simulator, as they did when they came.

        Raises:
            ValueError: this version cannot read it.
        """
        workspaces = self._workspaces.anew()
        faults = gone_on(workspaces, held, records, at=at)
        self._workspaces = workspaces
        return faults

    @property
    def definition(self) -> dict[str, Json]:
        """What the workspace `default` is set up as."""
        return self._workspaces.default.definition

    def held(self) -> bytes:
        """Everything that the future depends on; equal services give equal bytes. Journals are no part of it."""
        return held_bytes(self._workspaces)

    def keep_in(self, ledger: Ledger) -> None:
        """From now on nothing changes before the ledger has kept the record of it."""
        self._workspaces.keep_in(ledger)

    def handle(self, request: Request, at: Instant) -> Response:
        """Answer `request`, which arrives in the machine's second `at`."""
        if request.path.startswith(BASE):
            response = controls.answer(request, at, self._workspaces)
        else:
            response = calls.answer(request, at, self._workspaces)
        return without_body(response) if request.method == "HEAD" else response
