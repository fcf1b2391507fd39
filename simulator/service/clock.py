"""The clock of a workspace: real, and then it goes with the machine's, or frozen until somebody moves it.

It never goes backwards. Reading on a real clock lets what is due happen first; reading on a frozen one makes nothing
happen.
"""

from typing import Protocol

from simulator.instants import Instant, instant_text
from simulator.operations import Advance, Reach
from simulator.service.ledger import NotKept
from simulator.wire.control import received_at
from simulator.wire.control_answers import ClockMode
from simulator.wire.problem_details import refused
from simulator.workspace import Machine
from simulator.workspace.present import Told


class Timed(Protocol):
    """What has a clock: it alone moves its machine."""

    machine: Machine

    def move(self, operation: Reach | Advance) -> tuple[Told, ...]:
        """Move the clock on; what fired on the way."""

    def set_clock(self, mode: ClockMode, now: Instant | None) -> tuple[Told, ...]:
        """Freeze the clock or let it go on, and reach `now`; what fired on the way."""


class WorkspaceClock:
    """Says when a request is received, and has the machine moved there. `at` is the machine's real now."""

    def __init__(self, timed: Timed, mode: ClockMode) -> None:
        self._timed = timed
        self.mode = mode

    @property
    def now(self) -> Instant:
        """The present second."""
        return self._timed.machine.now

    def received(self, asked: str | None, at: Instant) -> Instant:
        """When a request is received whose `X-Sim-At` is `asked`.

        Raises:
            Refused: the clock is real, or would go backwards (409), or `asked` is no instant (400).
        """
        if asked is None:
            return self.present(at)
        instant = received_at(asked)
        if self.mode == "real":
            raise refused(409, "X-Sim-At needs a frozen clock; PUT /_sim/clock {mode: frozen} freezes this one")
        self._refuse_past(instant)
        return instant

    def present(self, at: Instant) -> Instant:
        """Where the clock stands in the machine's second `at`; a real one never goes back with it."""
        now = self.now
        return at if self.mode == "real" and at > now else now

    def look(self, instant: Instant) -> tuple[Told, ...]:
        """Make `instant` the present for somebody who reads; what fired on the way.

        A real clock stands still while nothing can be kept, so that reading goes on.
        """
        if self.mode == "frozen":
            return self.reach(instant)
        due = self._timed.machine.next_due()
        try:
            return self.advance(instant) if due is not None and due <= instant else self.reach(instant)
        except NotKept:
            return ()

    def reach(self, instant: Instant) -> tuple[Told, ...]:
        """Make `instant` the present without looking at it; what was due before it and fired."""
        if instant == self.now:
            return ()
        return self._timed.move(Reach(instant))

    def advance(self, instant: Instant) -> tuple[Told, ...]:
        """Make `instant` the present and look at it; what was due up to and in it and fired."""
        return self._timed.move(Advance(instant))

    def advance_frozen(self, instant: Instant) -> tuple[Told, ...]:
        """The same for somebody who moves a frozen clock by hand."""
        self._refuse_unless_frozen()
        self._refuse_past(instant)
        return self.advance(instant)

    def set(self, now: Instant | None, mode: ClockMode | None, at: Instant) -> tuple[Told, ...]:
        """Freeze the clock or let it go on, and put a frozen one forward to `now`; what fired on the way."""
        wanted = mode or self.mode
        if wanted == "real" and now is not None:
            raise refused(409, "a real clock shows the machine's time; leave out now, or send mode: frozen with it")
        if wanted == "real" and self.now > at:
            there = instant_text(self.now)
            raise refused(409, f"the clock stands at {there}, which the machine's has not reached; reset first")
        if now is not None:
            self._refuse_past(now)
        return self._timed.set_clock(wanted, now)

    def _refuse_unless_frozen(self) -> None:
        if self.mode == "real":
            raise refused(409, "only a frozen clock can be moved; PUT /_sim/clock {mode: frozen} freezes this one")

    def _refuse_past(self, instant: Instant) -> None:
        if instant < self.now:
            raise refused(409, f"{instant_text(instant)} is over: the clock stands at {instant_text(self.now)}")
