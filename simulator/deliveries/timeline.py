"""Deliveries under way, in the order in which they arrive: by instant, then as they were added."""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import count

from msgspec.structs import replace

from simulator.deliveries.delivery import Delivery, SourceName


class Timeline:
    """What has been sent and not yet arrived."""

    def __init__(self) -> None:
        self._outstanding: list[tuple[int, int, Delivery]] = []
        self._sequence = count()

    def add(self, deliveries: Iterable[Delivery]) -> None:
        for delivery in deliveries:
            heappush(self._outstanding, (delivery.arrives, next(self._sequence), delivery))

    def due(self, until: int) -> Iterator[Delivery]:
        """Take out, one by one, what arrives up to and in the second `until`, with what is added meanwhile."""
        while self._outstanding and self._outstanding[0][0] <= until:
            yield heappop(self._outstanding)[2]

    def exchangeable(self, source: SourceName, at: int) -> tuple[Delivery, ...]:
        """What of `source` is under way and was sent by the second `at`, in the order in which it is to arrive."""
        return tuple(one for _, _, one in sorted(self._outstanding) if one.source == source and one.sent <= at)

    def exchange(self, due: Delivery, other: Delivery) -> tuple[Delivery, Delivery]:
        """Let `other`, which is under way, arrive instead of `due`, which is taken out, and `due` in its place."""
        first, later = replace(other, arrives=due.arrives), replace(due, arrives=other.arrives)
        self._outstanding = [row if row[2] is not other else (*row[:2], later) for row in self._outstanding]
        return first, later

    def under_way(self) -> list[Delivery]:
        """What has not arrived yet, in the order in which it will."""
        return [delivery for _, _, delivery in sorted(self._outstanding, key=lambda entry: entry[:2])]

    def last_arrival(self) -> int | None:
        """The instant at which nothing is outstanding any more; nothing when that is so already."""
        return max((arrives for arrives, _, _ in self._outstanding), default=None)
