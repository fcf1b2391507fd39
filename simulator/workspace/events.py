"""Kept events: one row for each, and for each person the rows in time order by name.

An event happened at its timestamp, whenever it was received; two events of one second stay in the order of arrival.
"""

import re
from bisect import bisect_right

import msgspec

from simulator.instants import DAY, Instant
from simulator.operations import EventKind
from simulator.values import Json

TRIGGER_AGE_MAX = 3 * DAY
"""An event older than this starts no campaign (72 hours)."""

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", re.IGNORECASE)

EventName = tuple[EventKind, str]


class EventRow(msgspec.Struct, frozen=True, gc=False):
    """One event; `operation` is the number of the call that brought it, unique to it."""

    name: str
    kind: EventKind
    at: Instant
    received: Instant
    data: dict[str, Json]
    operation: int
    id: str | None = None
    anonymous_id: str | None = None


class Series:
    """The events of one name of one person: `rows` and their `times`, both in order of time, then arrival."""

    __slots__ = ("rows", "times")

    def __init__(self) -> None:
        self.times: list[Instant] = []
        self.rows: list[EventRow] = []

    def add(self, row: EventRow) -> None:
        if not self.times or row.at >= self.times[-1]:
            self.times.append(row.at)
            self.rows.append(row)
            return
        position = bisect_right(self.times, row.at)
        self.times.insert(position, row.at)
        self.rows.insert(position, row)


_NO_EVENTS = Series()


class History:
    """All events of one person."""

    __slots__ = ("_series", "earliest", "rows")

    def __init__(self) -> None:
        self.rows: list[EventRow] = []
        """In the order in which they became the person's."""
        self.earliest: Instant | None = None
        self._series: dict[EventName, Series] = {}

    def add(self, row: EventRow) -> bool:
        """Keep `row`; whether it is older than everything the person had (then it ages the profile)."""
        self.rows.append(row)
        key = (row.kind, row.name)
        series = self._series.get(key)
        if series is None:
            series = self._series[key] = Series()
        series.add(row)
        if self.earliest is None or row.at < self.earliest:
            self.earliest = row.at
            return True
        return False

    def series(self, kind: EventKind, name: str) -> Series:
        """The events of that kind and name; not to be changed."""
        return self._series.get((kind, name), _NO_EVENTS)

    def in_order(self) -> list[EventRow]:
        """All events by timestamp, then arrival."""
        return sorted(self.rows, key=lambda row: row.at)


def dedupe_key(event_id: str | None) -> str | None:
    """What repeats are recognised by: the id if it is a ULID, in upper case; any other id dedupes nothing.

    Rules: events.dedupe-non-ulid; `order_id` in the data is no key either (events.order-id-no-dedupe).
    """
    if event_id is not None and _ULID.fullmatch(event_id):
        return event_id.upper()
    return None


def may_trigger(happened: Instant, now: Instant) -> bool:
    """Whether an event that becomes a person's at `now` can still start campaigns: not strictly older than 72 hours.

    Rules: events.time.72h, events.time.72h-edge; for anonymous events `now` is the identification
    (anonymous.trigger72).
    """
    return now - happened <= TRIGGER_AGE_MAX
