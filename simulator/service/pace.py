"""How many calls come in how much time: over a limit the next one is refused, and refused ones do not count.

Seconds are those of the workspace's clock, so that a story with a frozen clock comes out the same every time. Nothing
of it is kept in a state: whoever goes on from one begins to count anew.
"""

from collections import deque
from typing import NamedTuple

from simulator.instants import Instant


class Limit(NamedTuple):
    """So many calls are taken in so many seconds."""

    calls: int
    seconds: int


PACES: dict[str, Limit | None] = {
    "off": None,
    "1000 per second": Limit(1_000, 1),
    "3000 per 3 seconds": Limit(3_000, 3),
}
"""The values of the setting `rate_limit`."""


class Pace:
    """The calls that a workspace took lately."""

    def __init__(self) -> None:
        self._taken: deque[Instant] = deque()

    def takes(self, limit: Limit, at: Instant) -> bool:
        """Whether one more call is taken in the second `at`; it counts then."""
        while self._taken and self._taken[0] <= at - limit.seconds:
            self._taken.popleft()
        if len(self._taken) >= limit.calls:
            return False
        self._taken.append(at)
        return True
