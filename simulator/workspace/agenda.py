"""Everything that will happen on its own, in one queue that only the machine pops.

Entries come out by instant, then phase, then the order in which they were put in; the phases are the order of one
second (MEANINGS 1), so an order received in the second of a send stops it.
"""

import heapq
from enum import IntEnum
from typing import NamedTuple

from simulator.instants import Instant


class Phase(IntEnum):
    """What comes before what within one second; what arrives comes before all of it (campaigns.instant.order)."""

    ARRIVALS = 0
    IDENTITY = 1
    SEGMENTS = 2
    ENROLMENTS = 3
    EXITS = 4
    TIMERS = 5
    SENDS = 6


AgendaKey = tuple[int | str, ...]
"""For whom or what something is due: numbers and names."""


class Entry(NamedTuple):
    """What is due: `kind` names the machine's action, `key` says for whom."""

    instant: Instant
    phase: Phase
    sequence: int
    kind: str
    key: AgendaKey


class Agenda:
    """A heap of entries."""

    __slots__ = ("_heap", "_sequence")

    def __init__(self) -> None:
        self._heap: list[Entry] = []
        self._sequence = 0

    def put(self, instant: Instant, phase: Phase, kind: str, key: AgendaKey) -> None:
        """Let `kind` happen to `key` at `instant`."""
        self._sequence += 1
        heapq.heappush(self._heap, Entry(instant, phase, self._sequence, kind, key))

    def next_instant(self) -> Instant | None:
        """When the next entry is due; nothing if the queue is empty."""
        return self._heap[0].instant if self._heap else None

    def pop_until(self, last: Instant) -> Entry | None:
        """Take the next entry if it is due at `last` or before."""
        if self._heap and self._heap[0].instant <= last:
            return heapq.heappop(self._heap)
        return None

    def empty(self) -> None:
        """Let nothing be due any more."""
        self._heap.clear()

    def in_order(self) -> list[Entry]:
        """All entries as they would come out."""
        return sorted(self._heap)
