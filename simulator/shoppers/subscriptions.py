"""Subscriptions of a run: each is charged again after its interval, for ever."""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count

from simulator.shoppers.behaviours import Subscribe


class Subscriptions:
    """Who is charged next, by instant, then as they subscribed."""

    def __init__(self) -> None:
        self._next: list[tuple[int, int, Subscribe]] = []
        self._sequence = count()

    def add(self, verb: Subscribe, at: int) -> None:
        """One that was charged at `at` for the last time."""
        assert verb.every > 0, "a subscription has an interval"
        heappush(self._next, (at + verb.every, next(self._sequence), verb))

    def due(self, until: int) -> Iterator[tuple[Subscribe, int]]:
        """Each that is charged up to and in the second `until`, with the second of its charge; one may come again."""
        while self._next and self._next[0][0] <= until:
            at, _, verb = heappop(self._next)
            self.add(verb, at)
            yield verb, at
