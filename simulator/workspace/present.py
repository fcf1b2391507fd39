"""The present second of a workspace, as its parts see it: the clock, the agenda, and where effects are told.

The machine alone moves `now` and says which operation is being carried out.
"""

import msgspec

from simulator.instants import Instant, clock_text
from simulator.workspace.agenda import Agenda, Phase
from simulator.workspace.effects import Effect


class Told(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """An effect, its second and the number of the operation that caused it."""

    at: Instant
    operation: int
    effect: Effect


class Present:
    """What is now."""

    __slots__ = ("agenda", "now", "operation", "received", "remembered", "told", "zone")

    def __init__(self, now: Instant) -> None:
        self.now = now
        self.received = now
        """When the operation that is carried out was received: now, unless it took effect later."""
        self.operation = 0
        self.zone = "UTC"
        self.agenda = Agenda()
        self.told: list[Told] = []
        self.remembered: list[Told] = []
        """What the activity log is read from: everything that was told about people, oldest first."""

    def tell(self, effect: Effect, *, operation: int | None = None) -> None:
        """Let it be known; `operation` is the one that caused it, by default the one being carried out."""
        told = Told(self.now, self.operation if operation is None else operation, effect)
        self.told.append(told)
        if effect.is_activity:
            self.remembered.append(told)

    def due(self, phase: Phase, kind: str, key: tuple[int | str, ...], *, at: Instant | None = None) -> None:
        """Put something on the agenda, by default for the rest of this second."""
        self.agenda.put(self.now if at is None else at, phase, kind, key)

    def clock(self, instant: Instant) -> str:
        """The instant for a reader: time of day in the workspace's zone, with the date when it is not today's."""
        return clock_text(instant, zone=self.zone, beside=self.now)
