"""The workspace's clock in the hand of a test, and the same with the clock of the test's own code beside it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from freezegun import freeze_time

from simulator.instants import Instant, duration_from, instant_from, instant_text
from simulator.targets.target import Target

Moment = str | datetime | Instant
"""ISO 8601 text (UTC where it has no offset), a datetime, or whole seconds since 1970."""
Span = str | timedelta | int
"""A duration in words such as `4 hours`, a timedelta, or seconds."""


class TargetClock:
    """Reads and moves the clock of one workspace; what is due up to and in the new second has happened by then."""

    def __init__(self, target: Target, move: Callable[[Instant], None]) -> None:
        self._target = target
        self._move = move

    @property
    def now(self) -> datetime:
        """Where the clock stands, in UTC."""
        return datetime.fromtimestamp(self._target.now(), UTC)

    def move_to(self, moment: Moment) -> None:
        """Let the time pass until `moment`.

        Raises:
            ValueError: it is no instant, or it is over.
        """
        instant, now = _instant(moment), self._target.now()
        if instant < now:
            raise ValueError(f"{instant_text(instant)} is over: the clock stands at {instant_text(now)}")
        self._move(instant)

    def tick(self, span: Span = 1) -> None:
        """Let `span` pass: `clock.tick("4 hours")`."""
        self.move_to(self._target.now() + _seconds(span))


@contextmanager
def in_step(target: Target) -> Iterator[None]:
    """Let the code of this process read the workspace's clock as the machine's until the block ends.

    Only the time of day stands still. What measures durations goes on, or no deadline would ever come.
    """
    freezer = freeze_time(_moment(target.now()), real_asyncio=True)
    with freezer as factory:
        for name, measure in _MEASURES.items():
            setattr(time, name, measure)
        for module, name, original in freezer.undo_changes:
            if original in _MEASURES.values():
                setattr(module, name, original)

        def follow(instant: Instant) -> None:
            factory.move_to(_moment(instant))

        target.followers.append(follow)
        try:
            yield
        finally:
            target.followers.remove(follow)


_MEASURES = {name: getattr(time, name) for name in ("monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns")}
"""The clocks that tell no time of day."""


def _moment(instant: Instant) -> datetime:
    return datetime.fromtimestamp(instant, UTC)


def _instant(moment: Moment) -> Instant:
    if isinstance(moment, str):
        return instant_from(moment)
    if isinstance(moment, datetime):
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    return moment


def _seconds(span: Span) -> int:
    if isinstance(span, str):
        return duration_from(span)
    return int(span.total_seconds()) if isinstance(span, timedelta) else span
