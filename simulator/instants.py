"""Instants are whole Unix seconds as `int`; durations are whole seconds, written in words.

This is the one place that knows calendars and zones. The emulated world never asks the machine for the time: a clock
is handed in by the edge that owns one.
"""

import re
from datetime import datetime
from time import time
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Instant = int
"""Whole seconds since 1970-01-01T00:00:00Z."""

MINUTE, HOUR, DAY = 60, 3_600, 86_400

EARLIEST, LATEST = -62_135_596_800, 253_402_300_799
"""The first second of year 1 and the last of year 9999: the instants that ISO 8601 can name."""

_UNITS = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1),
    **dict.fromkeys(("m", "min", "minute", "minutes"), MINUTE),
    **dict.fromkeys(("h", "hour", "hours"), HOUR),
    **dict.fromkeys(("d", "day", "days"), DAY),
    **dict.fromkeys(("w", "week", "weeks"), 7 * DAY),
    **dict.fromkeys(("month", "months"), 30 * DAY),
}
_PART = re.compile(r"([0-9]{1,15})\s*([a-z]+)\s*", re.IGNORECASE)
_INSTANT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
)


class Clock(Protocol):
    """Where an edge gets the present second from."""

    def now(self) -> Instant: ...


class SystemClock:
    """The machine's own clock, in whole seconds."""

    def now(self) -> Instant:
        return int(time())


def duration_from(text: str) -> int:
    """Seconds of a duration in words: `30 minutes`, `4 hours`, `1h30m`, `0m`. A month is 30 days.

    Raises:
        ValueError: the text is no duration, or one longer than calendars are; the message says what one looks like.
    """
    seconds, end = 0, 0
    for part in _PART.finditer(text.strip()):
        unit = _UNITS.get(part[2].lower())
        if part.start() != end or unit is None:
            break
        seconds, end = seconds + int(part[1]) * unit, part.end()
    if end == 0 or end != len(text.strip()) or seconds > LATEST - EARLIEST:
        raise ValueError(f"'{text}' is no duration; write a whole number and a unit, such as '30 minutes' or '4 hours'")
    return seconds


def duration_words(seconds: int) -> str:
    """The shortest exact words: `4 hours`, `1 day`, `90 seconds`, `0 seconds`."""
    for unit, size in (("day", DAY), ("hour", HOUR), ("minute", MINUTE)):
        if seconds and seconds % size == 0:
            return _counted(seconds // size, unit)
    return _counted(seconds, "second")


def elapsed_words(seconds: int) -> str:
    """A span for a reader, its two largest units: `4 hours 1 second`, `2 days 3 hours`."""
    parts = []
    for unit, size in (("day", DAY), ("hour", HOUR), ("minute", MINUTE), ("second", 1)):
        number, seconds = divmod(seconds, size)
        if number:
            parts.append(_counted(number, unit))
    return " ".join(parts[:2]) or "0 seconds"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def zone_from(name: str) -> ZoneInfo:
    """The IANA zone called `name`.

    Raises:
        ValueError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            f"'{name}' is no time zone; write an IANA name such as 'Europe/Berlin' or 'America/New_York'"
        ) from error


def instant_from(text: str, *, zone: str = "UTC") -> Instant:
    """The instant that ISO 8601 `text` names; without an offset it is local time in `zone`, a bare date its midnight.

    Raises:
        ValueError: the text is no instant or the date does not exist.
    """
    match = _INSTANT.fullmatch(text.strip())
    problem = f"'{text}' is no instant; write ISO 8601, such as '2026-03-02T09:00:00Z' or '2026-03-02 09:00'"
    if match is None:
        raise ValueError(problem)
    date, clock, seconds, offset = match.groups()
    try:
        moment = datetime.fromisoformat(f"{date}T{clock or '00:00'}:{seconds or '00'}{(offset or '').upper()}")
    except ValueError as error:
        raise ValueError(problem) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone_from(zone))
    instant = int(moment.timestamp())
    if not EARLIEST <= instant <= LATEST:
        raise ValueError(problem)
    return instant


def instant_text(instant: Instant, *, zone: str = "UTC") -> str:
    """ISO 8601 with the offset of `zone`: `2026-03-02T09:00:00+01:00`, in UTC `...Z`; past year 9999 `@seconds`."""
    moment = _moment(instant, zone)
    return f"@{instant}" if moment is None else moment.isoformat().replace("+00:00", "Z")


def clock_text(instant: Instant, *, zone: str = "UTC", beside: Instant | None = None) -> str:
    """The time of day for a person to read, `09:02:00`; with the date in front unless it is that of `beside`."""
    moment, other = _moment(instant, zone), None if beside is None else _moment(beside, zone)
    if moment is None:
        return f"@{instant}"
    same_day = other is not None and other.date() == moment.date()
    return moment.strftime("%H:%M:%S" if same_day else "%Y-%m-%d %H:%M:%S")


def _moment(instant: Instant, zone: str) -> datetime | None:
    """The instant on the calendar of the zone, or nothing if it lies beyond all calendars."""
    place = zone_from(zone)
    try:
        return datetime.fromtimestamp(instant, place)
    except (OverflowError, OSError, ValueError):
        return None


def strftime(instant: Instant, pattern: str, *, zone: str = "UTC") -> str:
    """The instant in a strftime pattern, in `zone`."""
    return datetime.fromtimestamp(instant, zone_from(zone)).strftime(pattern)
