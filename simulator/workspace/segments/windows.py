"""How many events count, and when that number changes by itself.

A window holds its last second: an event exactly four hours old is within 4 hours, one second later it is not
(segments.evt.lower-inclusive). `after` includes its instant, `before` excludes it (segments.evt.after-before). An
event dated in the future counts from its own second on (segments.evt.future).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from simulator.instants import Instant
from simulator.workspace.segments.conditions import Times, Window
from simulator.workspace.segments.truth import NEVER, Truth


def oldest_counted(window: Window, now: Instant) -> Instant:
    """The earliest timestamp that counts at `now`."""
    if window.within is not None:
        return now - window.within
    return -NEVER if window.after is None else window.after


def newest_counted(window: Window, now: Instant) -> Instant:
    """The latest timestamp that counts at `now`."""
    return now if window.before is None else min(now, window.before - 1)


def gone_at(happened: Instant, window: Window) -> Instant:
    """The first second at which an event of that timestamp no longer counts."""
    return NEVER if window.within is None else happened + window.within + 1


def counted(times: Sequence[Instant], window: Window, now: Instant) -> range:
    """Which positions of the sorted `times` count at `now`."""
    first = bisect_left(times, oldest_counted(window, now))
    return range(first, max(first, bisect_right(times, newest_counted(window, now))))


def enough(count: int, times: Times) -> bool:
    """Whether that many events are as many as asked for (segments.evt.count)."""
    match times.comparison:
        case "at least":
            return count >= times.count
        case "at most":
            return count <= times.count
        case "exactly":
            return count == times.count


def counting(times: Sequence[Instant], window: Window, wanted: Times, now: Instant) -> Truth:
    """Whether as many of the sorted `times` count as wanted, and until when."""
    span = counted(times, window, now)
    count = len(span)
    holds = enough(count, wanted)
    match wanted.comparison, holds:
        case "at least", True:
            return Truth(True, _nth_leaves(times, span, count - wanted.count + 1, window))
        case "at least", False:
            return Truth(False, _nth_comes(times, span, wanted.count - count, window, now))
        case "at most", True:
            return Truth(True, _nth_comes(times, span, wanted.count - count + 1, window, now))
        case "at most", False:
            return Truth(False, _nth_leaves(times, span, count - wanted.count, window))
        case _:
            return Truth(holds, min(_nth_leaves(times, span, 1, window), _nth_comes(times, span, 1, window, now)))


def _nth_leaves(times: Sequence[Instant], span: range, nth: int, window: Window) -> Instant:
    """When the nth of those that count leaves the window, the oldest being the first; never if there is none."""
    position = span.start + nth - 1
    return gone_at(times[position], window) if 0 < nth <= len(span) else NEVER


def _nth_comes(times: Sequence[Instant], span: range, nth: int, window: Window, now: Instant) -> Instant:
    """When the nth event dated after now begins to count; never if there is none or the window closes before."""
    position = bisect_right(times, now, lo=span.start) + nth - 1
    if nth < 1 or position >= len(times):
        return NEVER
    comes = times[position]
    return comes if window.before is None or comes < window.before else NEVER
