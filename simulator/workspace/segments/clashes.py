"""Facts about one person at one instant, and which of them cannot be so together.

Only what surely clashes is said to: counts of events in windows that lie in one another, ages, and tests of one value.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from simulator.workspace.segments.conditions import Attribute, InSegment, Performed, Window
from simulator.workspace.segments.sentences import sentence
from simulator.workspace.segments.value_clashes import Told, plainly, tests_clash


class Aged(NamedTuple):
    """The profile is at least so many seconds old."""

    seconds: int


class Fact(NamedTuple):
    """What is so, or is not; `words` say what, and two facts with the same words are about the same thing.

    Words tell `1`, `1.0` and `true` apart, which Python takes for equal.
    """

    words: str
    about: Performed | Attribute | InSegment | Aged
    holds: bool


Way = frozenset[Fact]
"""Facts that must all be so."""


def fact(about: Performed | Attribute | InSegment | Aged, *, holds: bool) -> Fact:
    """The fact that something is so or is not; a negative test is the negation of the positive one."""
    if isinstance(about, Aged):
        return Fact(f"aged {about.seconds}", about, holds)
    if isinstance(about, Attribute):
        test, is_so = plainly(about.test)
        about, holds = Attribute(about.path, test), holds is is_so
    return Fact(sentence(about), about, holds)


def clashes(way: Way) -> bool:
    """Whether the facts surely cannot all be so."""
    return _opposites(way) or _counts_clash(way) or _ages_clash(way) or _values_clash(way)


def _opposites(way: Way) -> bool:
    return not {one.words for one in way if one.holds}.isdisjoint(one.words for one in way if not one.holds)


class _Bound(NamedTuple):
    """How many events there are at least and at most; `rows` are the words of what each must carry."""

    event: tuple[str, str]
    rows: frozenset[str]
    window: Window
    least: int
    most: int | None


def _counts_clash(way: Way) -> bool:
    """Whether more events are asked for than there may be, perhaps in a wider window or under fewer rows."""
    bounds = list(_bounds(way))
    return any(
        more.most is not None and fewer.least > more.most and _is_part(fewer, more)
        for fewer, more in product(bounds, bounds)
    )


def _is_part(fewer: _Bound, more: _Bound) -> bool:
    """Whether every event that the first counts is counted by the second."""
    return fewer.event == more.event and fewer.rows >= more.rows and _lies_in(fewer.window, more.window)


def _lies_in(inner: Window, outer: Window) -> bool:
    if outer.within is not None:
        return inner.within is not None and inner.within <= outer.within
    begins = outer.after is None or (inner.after is not None and inner.after >= outer.after)
    ends = outer.before is None or (inner.before is not None and inner.before <= outer.before)
    return begins and ends


def _bounds(way: Way) -> Iterator[_Bound]:
    for one in way:
        if isinstance(one.about, Performed):
            asked = one.about
            rows = frozenset(sentence(Attribute(row.path, row.test)) for row in asked.where)
            least, most = _least_and_most(asked, holds=one.holds)
            yield _Bound((asked.kind, asked.name), rows, asked.window, least, most)
            if _told_clash((Attribute(row.path, row.test), True) for row in asked.where):
                yield _Bound((asked.kind, asked.name), rows, asked.window, 0, 0)


def _least_and_most(asked: Performed, *, holds: bool) -> tuple[int, int | None]:
    """The count that is asked for, or that is left where it is not so."""
    count = asked.times.count
    match asked.times.comparison, holds:
        case "at least", True:
            return count, None
        case "at least", False:
            return 0, count - 1
        case "at most", True:
            return 0, count
        case "at most", False:
            return count + 1, None
        case "exactly", True:
            return count, count
        case _:
            return (1, None) if count == 0 else (0, None)


def _ages_clash(way: Way) -> bool:
    """Whether somebody is old enough for a long window and too young for a shorter one."""
    ages = [(one.about.seconds, one.holds) for one in way if isinstance(one.about, Aged)]
    reached = max((seconds for seconds, holds in ages if holds), default=-1)
    return any(not holds and seconds <= reached for seconds, holds in ages)


def _values_clash(way: Way) -> bool:
    return _told_clash((one.about, one.holds) for one in way if isinstance(one.about, Attribute))


def _told_clash(told: Iterable[tuple[Attribute, bool]]) -> bool:
    """Whether the tests of one value clash, for any of the values told of."""
    by_path: dict[tuple[tuple[type, str | int | None], ...], list[Told]] = {}
    single: dict[tuple[tuple[type, str | int | None], ...], bool] = {}
    for about, holds in told:
        test, is_so = plainly(about.test)
        key = tuple((type(step), step) for step in about.path.steps)
        by_path.setdefault(key, []).append(Told(test, holds is is_so))
        single[key] = None not in about.path.steps
    return any(tests_clash(tests, is_single=single[key]) for key, tests in by_path.items())
