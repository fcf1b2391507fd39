"""The times a scenario may name: instants from 1970 to 2999 and durations up to a century.

Beyond them no calendar answers, and what is meant is a slip: milliseconds, a zero too many.
"""

from simulator.documents import Node, Problems
from simulator.documents.reading import expect
from simulator.instants import DAY, Instant, clock_text, duration_from, instant_from

_FIRST: Instant = 0
_LAST: Instant = instant_from("3000-01-01") - 1
_LONGEST = 100 * 366 * DAY
_TEXT_MAX = 200


def duration_named(text: str) -> int:
    """Seconds of a duration in words.

    Raises:
        ValueError: the text is no duration, or one of more than a century.
    """
    if len(text) > _TEXT_MAX:
        raise ValueError(f"'{text[:20]}...' is no duration")
    seconds = duration_from(text)
    if seconds > _LONGEST:
        raise ValueError(f"'{text}' is longer than a century")
    return seconds


def instant_named(text: str, *, zone: str) -> Instant:
    """The instant of ISO 8601 text; without an offset in `zone`.

    Raises:
        ValueError: the text is no instant, or one before 1970 or after 2999.
    """
    instant = instant_from(text, zone=zone)
    if not is_reachable(instant):
        raise ValueError(f"'{text}' is not between the years 1970 and 2999")
    return instant


def is_reachable(instant: Instant) -> bool:
    """Whether a scenario's clock may stand there."""
    return _FIRST <= instant <= _LAST


def read_duration(node: Node, problems: Problems, *, what: str) -> int | None:
    """Seconds of a duration in words, or nothing after noting what is wrong."""
    if not isinstance(node.value, str):
        expect(node, "a duration such as '30 minutes' or '4 hours'", problems, what=what)
        return None
    try:
        return duration_named(node.value)
    except ValueError as error:
        problems.add(node.place, f"{what}: {error}")
        return None


def read_instant(node: Node, problems: Problems, *, what: str, zone: str) -> Instant | None:
    """An instant, or nothing after noting what is wrong."""
    if not isinstance(node.value, str):
        expect(node, "an instant in ISO 8601", problems, what=what)
        return None
    try:
        return instant_named(node.value, zone=zone)
    except ValueError as error:
        problems.add(node.place, f"{what}: {error}")
        return None


def history_time(cell: str, *, starts: Instant | None, zone: str) -> str:
    """The cell of a history's column `at` as a history shows it: `2026-03-02 09:02:00` in the shop's zone.

    Args:
        cell: a time such as `2026-03-02 09:02`, or a duration counted from the scenario's start.
        starts: that start; nothing where the run decides it.
        zone: the shop's.

    Raises:
        ValueError: the cell is neither.
    """
    if starts is None:
        raise ValueError("a history with times needs a scenario with a fixed start, not 'starts: now'")
    try:
        instant = starts + duration_named(cell)
    except ValueError:
        instant = instant_named(cell, zone=zone)
    return clock_text(instant, zone=zone)
