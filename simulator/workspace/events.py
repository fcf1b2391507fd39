"""Kept events: one row for each, and for each person the rows in time order by name.

An event happened at its timestamp, whenever it was received; two events of one second stay in the order of arrival.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable

import msgspec

from simulator.instants import Instant
from simulator.operations import EventKind
from simulator.values import Json
from simulator.workspace.edges import inside
from simulator.workspace.settings import Settings

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", re.IGNORECASE)

EventName = tuple[EventKind, str]


class EventRow(msgspec.Struct, frozen=True, gc=False, array_like=True):
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

    def join(self, other: "Series") -> None:
        """Take in another series; of two events of one second the own comes first."""
        if not self.times or other.times[0] >= self.times[-1]:
            self.times += other.times
            self.rows += other.rows
        else:
            self.rows = sorted(self.rows + other.rows, key=lambda row: row.at)
            self.times = [row.at for row in self.rows]


_NO_EVENTS = Series()


class History:
    """All events of one person. They are sorted by name when somebody first asks for a name."""

    __slots__ = ("by_name", "earliest", "rows")

    def __init__(self) -> None:
        self.rows: list[EventRow] = []
        """In the order in which they became the person's."""
        self.earliest: Instant | None = None
        self.by_name: dict[EventName, Series] | None = None
        """The series of each name, once somebody has asked for one."""

    def add(self, row: EventRow) -> bool:
        """Keep `row`; whether it is older than everything the person had (then it ages the profile)."""
        self.rows.append(row)
        if self.by_name is not None:
            self._sort_in(row, self.by_name)
        if self.earliest is None or row.at < self.earliest:
            self.earliest = row.at
            return True
        return False

    def extend(self, rows: Iterable[EventRow]) -> None:
        """Keep many rows at once."""
        before = len(self.rows)
        self.rows += rows
        added = self.rows[before:]
        self.by_name = None
        if added:
            oldest = min([row.at for row in added])
            self.earliest = oldest if self.earliest is None else min(oldest, self.earliest)

    def join(self, other: "History") -> None:
        """Take in all events of another history, which nobody uses any more."""
        self.rows += other.rows
        if self.earliest is None or (other.earliest is not None and other.earliest < self.earliest):
            self.earliest = other.earliest
        if self.by_name is None or other.by_name is None:
            self.by_name = None
            return
        for name, theirs in other.by_name.items():
            mine = self.by_name.setdefault(name, theirs)
            if mine is not theirs:
                mine.join(theirs)

    def series(self, kind: EventKind, name: str) -> Series:
        """The events of that kind and name; not to be changed."""
        if self.by_name is None:
            self.by_name = {}
            for row in self.rows:
                self._sort_in(row, self.by_name)
        return self.by_name.get((kind, name), _NO_EVENTS)

    def in_order(self) -> list[EventRow]:
        """All events by timestamp, then arrival."""
        return sorted(self.rows, key=lambda row: (row.at, row.operation))

    def _sort_in(self, row: EventRow, found: dict[EventName, Series]) -> None:
        key = (row.kind, row.name)
        series = found.get(key)
        if series is None:
            series = found[key] = Series()
        series.add(row)


def is_ulid(event_id: str) -> bool:
    """Whether the text is a ULID, in any case."""
    return _ULID.fullmatch(event_id) is not None


def dedupe_key(event_id: str | None, settings: Settings) -> str | None:
    """What repeats are recognised by: the id if it is a ULID, in upper case; any other id dedupes nothing (default).

    Rules: events.dedupe-ulid, events.dedupe-non-ulid; `order_id` in the data is no key either
    (events.order-id-no-dedupe).
    """
    if event_id is None or settings.dedupe == "none":
        return None
    if is_ulid(event_id):
        return event_id.upper()
    return event_id if settings.dedupe == "any_id" else None


def may_trigger(row: EventRow, now: Instant, settings: Settings) -> bool:
    """Whether an event that becomes a person's at `now` can still start campaigns: not older than 72 hours.

    Rules: events.time.72h, events.time.72h-edge; for anonymous events `now` is the identification, and the age counts
    from the event's timestamp, or from its request where the settings say so (anonymous.trigger72).
    """
    by_request = settings.anon_trigger_clock == "request_time" and row.anonymous_id is not None
    happened = row.received if by_request else row.at
    return inside(now - happened, settings.entry_max_event_age, settings)
