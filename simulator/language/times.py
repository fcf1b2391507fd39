"""The times a scenario may name: instants from 1970 to 2999 and durations up to a century.

Beyond them no calendar answers, and what is meant is a slip: milliseconds, a zero too many.
"""

import re

from simulator.documents import Node, Problems
from simulator.documents.reading import duration, instant
from simulator.instants import DAY, Instant, clock_text, duration_from, instant_from

_FIRST: Instant = 0
_LAST: Instant = instant_from("3000-01-01") - 1
_LONGEST = 100 * 366 * DAY
_TIME_OF_DAY = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII)


def duration_named(text: str) -> int:
    """Seconds of a duration in words.

    Raises:
        ValueError: the text is no duration, or one of more than a century.
    """
    seconds = duration_from(text)
    if seconds > _LONGEST:
        raise ValueError(_too_long(text))
    return seconds


def interval_named(text: str) -> int:
    """Seconds between two charges.

    Raises:
        ValueError: the text is no duration, or one of less than a day.
    """
    seconds = duration_named(text)
    if seconds < DAY:
        raise ValueError(f"'{text}' is less than a day; nobody is charged so often")
    return seconds


def instant_named(text: str, *, zone: str) -> Instant:
    """The instant of ISO 8601 text; without an offset in `zone`.

    Raises:
        ValueError: the text is no instant, or one before 1970 or after 2999.
    """
    found = instant_from(text, zone=zone)
    if not is_reachable(found):
        raise ValueError(_out_of_reach(text))
    return found


def is_reachable(there: Instant) -> bool:
    """Whether a scenario's clock may stand there."""
    return _FIRST <= there <= _LAST


def read_duration(node: Node, problems: Problems, *, what: str) -> int | None:
    """Seconds of a duration in words, or nothing after noting what is wrong."""
    seconds = duration(node, problems, what=what)
    if seconds is not None and seconds > _LONGEST:
        problems.add(node.place, f"{what}: {_too_long(str(node.value))}")
        return None
    return seconds


def read_instant(node: Node, problems: Problems, *, what: str, zone: str) -> Instant | None:
    """An instant, or nothing after noting what is wrong."""
    found = instant(node, problems, what=what, zone=zone)
    if found is not None and not is_reachable(found):
        problems.add(node.place, f"{what}: {_out_of_reach(str(node.value))}")
        return None
    return found


def _too_long(text: str) -> str:
    return f"'{text}' is longer than a century"


def _out_of_reach(text: str) -> str:
    return f"'{text}' is not between the years 1970 and 2999"


def history_time(cell: str, *, starts: Instant | None, zone: str) -> str:
    """The cell of a history's column `at` as a history shows it: `2026-03-02 09:02:00`, or `09:02:00` of any day.

    Args:
        cell: a time such as `2026-03-02 09:02` or `09:02`, or a duration counted from the scenario's start.
        starts: that start; nothing where the run decides it.
        zone: the shop's.

    Raises:
        ValueError: the cell is none of these.
    """
    time_of_day = _TIME_OF_DAY.fullmatch(cell)
    if time_of_day:
        return cell if time_of_day[1] else f"{cell}:00"
    try:
        at = instant_named(cell, zone=zone)
    except ValueError:
        at = _since(starts, cell)
    return clock_text(at, zone=zone)


def _since(starts: Instant | None, cell: str) -> Instant:
    try:
        seconds = duration_named(cell)
    except ValueError as error:
        raise ValueError(
            f"'{cell}' is no time; write one such as '2026-03-02 09:02', '09:02' or '2 minutes'"
        ) from error
    if starts is None:
        raise ValueError(
            f"'{cell}' cannot be counted from a start that each run decides; write 'starts:' with an instant"
        )
    return starts + seconds
