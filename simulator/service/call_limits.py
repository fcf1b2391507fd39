"""How often the APIs may be called: what is too often answers 429; off unless the owner wants it.

Calls of the App API are counted in the machine's seconds and days, whatever the workspace's clock says: it is a
caller's machine that is too fast (app_rate_limits). Those of Track and Pipelines are deliveries, and come in the
seconds of the workspace's clock, so that a story comes out the same every time (rate_limit). What is refused does not
count.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.instants import DAY, Instant


class CallLimit(NamedTuple):
    """So many calls in each span of so many seconds; `says` is what the vendor says to one more."""

    name: str
    calls: int
    seconds: int
    says: str

    @property
    def is_soon_over(self) -> bool:
        """Whether it is worth the while to wait; not so with what is counted by the day."""
        return self.seconds < DAY


_GENERAL = CallLimit("general", 10, 1, "Your request is over the 10-per-second limit.")
_LIMITS: dict[str, tuple[CallLimit, ...]] = {
    "sendEmail": (CallLimit("send", 100, 1, "Your request is over the 100-per-second limit."),),
    "getArchivedMessage": (_GENERAL, CallLimit("archived", 100, DAY, "Your request is over the 100-per-day limit.")),
}
"""By the vendor's name of the operation; every other operation shares one limit (app.429.general)."""
_TOO_MANY = "Too many requests"
TRACK_LIMITS: dict[str, tuple[CallLimit, ...]] = {
    "off": (),
    "1000 per second": (CallLimit("track", 1_000, 1, _TOO_MANY),),
    "3000 per 3 seconds": (CallLimit("track", 3_000, 3, _TOO_MANY),),
}
"""By the value of the setting `rate_limit`; the text is not documented (track.v1.rate)."""


def app_limits(operation: str) -> tuple[CallLimit, ...]:
    """The limits of an operation of the App API (app.429.general, app.429.send, app.429.archived)."""
    return _LIMITS.get(operation, (_GENERAL,))


class CallCounts:
    """How many calls of each limit a workspace has had in the span that is under way."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[int, int]] = {}

    def passed(self, limits: Sequence[CallLimit], at: Instant) -> CallLimit | None:
        """The one of the limits that one more call passes; if none, the call counts."""
        for limit in limits:
            if self._count(limit, at) >= limit.calls:
                return limit
        for limit in limits:
            self._counts[limit.name] = (at // limit.seconds, self._count(limit, at) + 1)
        return None

    def _count(self, limit: CallLimit, at: Instant) -> int:
        span, count = self._counts.get(limit.name, (0, 0))
        return count if span == at // limit.seconds else 0
