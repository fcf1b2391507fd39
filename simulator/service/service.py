"""The one road to a workspace: a request and the machine's second in, a response out. No I/O.

Every door - the server, the embedded target, the doors of HTTP clients - calls `handle` and does nothing else, so
that a suite means the same everywhere.
"""

from simulator.instants import Instant
from simulator.service import calls, controls
from simulator.service.journal import ENTRIES_DEFAULT
from simulator.service.workspaces import IDLE_MAX, ClockChoice, Workspaces
from simulator.values import Json
from simulator.wire import Request, Response
from simulator.wire.control import BASE


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
        self._workspaces = Workspaces(now=now, clock=clock, journal_max=journal_max, idle_max=idle_max)
        self._workspaces.default.define(definition or {})

    def handle(self, request: Request, at: Instant) -> Response:
        """Answer `request`, which arrives in the machine's second `at`."""
        if request.path.startswith(BASE):
            return controls.answer(request, at, self._workspaces)
        return calls.answer(request, at, self._workspaces)
